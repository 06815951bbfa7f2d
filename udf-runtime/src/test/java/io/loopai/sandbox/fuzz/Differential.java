package io.loopai.sandbox.fuzz;

import io.loopai.program.Input;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.fuzz.ProgramGenerator.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one source on every way through the compilers and compares what comes out with what javac's
 * class, unmetered, gives.
 */
final class Differential {

    static final List<Input> INPUTS =
            List.of(
                    Input.of(Map.of("text", "Free prize, 12 x")),
                    Input.of(Map.of("text", "")),
                    Input.of(Map.of("text", "a,b,,\u00c4\ud83d\ude00")));

    private Differential() {}

    /**
     * Every way that differs from plain javac, with both outcomes for the first input on which it
     * does; empty when they agree, or when javac refuses the source or its program never ends well.
     */
    static Map<String, String> differences(String source, Dialect dialect) {
        Map<String, String> differences = new LinkedHashMap<>();
        List<String> plain = Outcome.plain(source, INPUTS);
        if (plain.stream().anyMatch(one -> one.matches("(?s)(refused|exhausted).*"))) {
            return differences;
        }
        compare("ecj", plain, Outcome.sandboxed(source, CompilerKind.ECJ, INPUTS), differences);
        List<String> javac = Outcome.sandboxedJavac(source, INPUTS);
        // It lets some handlers of finally cover themselves, which the verifier does not take.
        if (!javac.get(0).contains("stands before the end of what it covers")) {
            compare("javac", plain, javac, differences);
        }
        if (dialect == Dialect.JANINO) {
            List<String> janino = Outcome.sandboxed(source, CompilerKind.JANINO, INPUTS);
            // It may refuse what it cannot compile, but not compile it into something else.
            if (!janino.get(0).startsWith("refused COMPILE")) {
                compare("janino", plain, janino, differences);
            }
        }
        return differences;
    }

    /** The ways that differ and how, without what the outcomes are in detail. */
    static String kind(Map<String, String> differences) {
        return differences.toString().replaceAll("(answered|threw \\w+|refused \\w+)[^,}]*", "$1");
    }

    private static void compare(
            String way, List<String> plain, List<String> came, Map<String, String> differences) {
        for (int i = 0; i < plain.size(); i++) {
            String here = came.get(Math.min(i, came.size() - 1));
            if (!here.equals(plain.get(i))) {
                differences.put(way, here + ", not " + plain.get(i));
                return;
            }
        }
    }
}

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
     * How the ways differ, one line each and the first that of plain javac; null when they agree, or
     * when javac refuses the source or it runs out of memory.
     */
    static String difference(String source, Dialect dialect) {
        for (Input in : INPUTS) {
            String plain = Outcome.plain(source, in);
            if (plain.startsWith("refused") || plain.startsWith("exhausted")) {
                return null;
            }
            Map<String, String> others = new LinkedHashMap<>();
            others.put("ecj, sandboxed", Outcome.sandboxed(source, CompilerKind.ECJ, in));
            others.put("javac, sandboxed", Outcome.sandboxedJavac(source, in));
            if (dialect == Dialect.JANINO) {
                String janino = Outcome.sandboxed(source, CompilerKind.JANINO, in);
                // It may refuse what it cannot compile, but not compile it into something else.
                if (!janino.startsWith("refused COMPILE")) {
                    others.put("janino, sandboxed", janino);
                }
            }
            others.values().removeIf(other -> other.equals(plain));
            if (!others.isEmpty()) {
                StringBuilder report = new StringBuilder("javac, plain: ").append(plain);
                others.forEach(
                        (way, came) -> report.append("\n").append(way).append(": ").append(came));
                return report.toString();
            }
        }
        return null;
    }
}

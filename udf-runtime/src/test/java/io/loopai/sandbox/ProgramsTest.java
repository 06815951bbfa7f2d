package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.program.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the hostile and benign programs under {@code programs}, as its index says. */
class ProgramsTest {

    /** Time enough for a busy machine: what stops a program here is its fuel or its depth. */
    private static final Budget BUDGET = new Budget(1_000_000, 512, 60_000_000_000L);

    private static final Input INPUT =
            Input.of(
                    Map.of(
                            "text",
                            "Free prize",
                            "items",
                            List.of("x"),
                            "nested",
                            List.of(new ArrayList<>(List.of("y")))));

    /** How much the JVM allocates for a program depends on what its JIT has made of it. */
    private static final String EITHER = "fuel or memory";

    @ParameterizedTest
    @MethodSource("index")
    void shouldEndAsTheIndexSays(String line) throws IOException {
        String[] expected = line.split(" \\| ", 3);
        String outcome = outcome(read(expected[0] + ".java"), expected[2].equals(EITHER));
        assertThat(outcome).isEqualTo(expected[1] + " | " + expected[2]);
    }

    private static String outcome(String source, boolean either) {
        try {
            CompiledProgram program = Sandbox.compile(source, CompilerKind.ECJ);
            String first = outcome(program.run(INPUT, BUDGET), either);
            assertThat(outcome(program.run(INPUT, BUDGET), either))
                    .as("the same once more")
                    .isEqualTo(first);
            return first;
        } catch (ProgramRejectedException e) {
            return e.problems().get(0).layer() + " | " + e.getMessage().replace("\n", " \\n ");
        }
    }

    private static String outcome(ProgramRun run, boolean either) {
        if (run.answer() != null) {
            return run.status() + " | " + run.answer().value();
        }
        String error = run.error().replace("x".repeat(500), "500 x");
        boolean one =
                error.equals("fuel: more than 1000000 steps")
                        || error.equals("memory: more than 64 MB");
        return run.status() + " | " + (either && one ? EITHER : error);
    }

    static Stream<String> index() throws IOException {
        return read("index.txt").lines().filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private static String read(String name) throws IOException {
        try (InputStream in = ProgramsTest.class.getResourceAsStream("programs/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

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

    @ParameterizedTest
    @MethodSource("index")
    void shouldEndAsTheIndexSays(String line) throws IOException {
        String[] expected = line.split(" \\| ", 3);
        assertThat(outcome(read(expected[0] + ".java")))
                .isEqualTo(expected[1] + " | " + expected[2]);
    }

    private static String outcome(String source) {
        try {
            CompiledProgram program = Sandbox.compile(source, CompilerKind.ECJ);
            String first = outcome(program.run(INPUT, BUDGET));
            assertThat(outcome(program.run(INPUT, BUDGET)))
                    .as("the same once more")
                    .isEqualTo(first);
            return first;
        } catch (ProgramRejectedException e) {
            return e.problems().get(0).layer() + " | " + e.getMessage().replace("\n", " \\n ");
        }
    }

    private static String outcome(ProgramRun run) {
        return run.status()
                + " | "
                + (run.answer() == null
                        ? run.error().replace("x".repeat(500), "500 x")
                        : run.answer().value());
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

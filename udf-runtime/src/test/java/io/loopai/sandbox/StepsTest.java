package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.program.Input;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What loops and calls of a program's own code cost, and that none gets away without. */
class StepsTest {

    private static final Input INPUT = Input.of(Map.of("n", 15));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (n > 0) {}",
                "do { n += 3; n -= 3; } while (n > 0);",
                "do { n--; } while (n != 2147483647 || true);",
                "for (int i = 0; i < 5; ) {}",
                "for (int i = 0; i < 5; i++) { i--; }",
                "for (int i = 0; i < 5; i++) { if (i > 3) i = 0; }",
                "for (int i = 0; i < 5; i++) { n = i; i = 1; }",
                "for (int i = 0; i < 5; i++) { for (int j = 0; j < 5; j++) i = 0; }",
                "for (int i = 0; i < 5; i++) { for (int j = 0; j < 5; j++) j = 0; }",
                "for (int i = 0; i < 5; i++) { while (n > 0) n++; n = 1; i = 0; }",
                "for (int i = 0; i < 5; i += n - 15) {}",
                "for (int i = 0; i < 5; ) { if (n < 0) i++; }",
                "for (int i = 0; i < 5; ) { if (n < 0) continue; n = 20; if (n > 30) i++; }",
                "int i = 0; while (n > 0) { if (i > 0) i--; else i++; }",
                "int i = 0; while (n > 0) { switch (n) { case 15: continue; default: i++; } }",
                "int i = 0; outer: while (n > 0) { for (;;) { if (n > 0) continue outer; i++; } }",
                "for (int i = 0; i < 5; i++)"
                        + " { try { if (i > 2) n = 1 / (n - n); } catch (RuntimeException e) { i = 0; } }",
                "for (int i = 0; i < 5; i++) { try { throw new RuntimeException(); } catch (RuntimeException e) { i = 0; } }",
                "while (n > 0) { try { throw new RuntimeException(); } catch (RuntimeException e) { continue; } }",
                "for (int i = 0; i < 2147483647; i++) leaf(n);",
                "while (n > 0) leaf(n);",
                "loops();",
                "deep(40);",
                "for (int a = 0; a < n; a++) for (int b = 0; b < n; b++) for (int c = 0; c < n; c++)"
                        + " for (int d = 0; d < n; d++) for (int e = 0; e < n; e++)"
                        + " for (int f = 0; f < n; f++) for (int g = 0; g < n; g++) leaf(g);",
                "for (int a = 0; a < 15; a++) for (int b = 0; b < 15; b++)"
                        + " for (int c = 0; c < 15; c++) for (int d = 0; d < 15; d++)"
                        + " for (int e = 0; e < 15; e++) for (int f = 0; f < 15; f++)"
                        + " for (int g = 0; g < 15; g++) leaf(g);"
            })
    void shouldStopWhatGoesOnForTooLong(String body) throws Exception {
        for (CompilerKind compiler : CompilerKind.values()) {
            ProgramRun run = run(body, compiler, 1_000_000);
            assertThat(run.error())
                    .as("%s", compiler)
                    .isIn("fuel: more than 1000000 steps", "memory: more than 64 MB");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # a method
                    1    | ''
                    # a loop from one constant to another is part of the method, which is then a longer one
                    2    | for (int i = 0; i < 3; i++) {}
                    # a counter pays every sixteen rounds
                    2    | for (int i = 0; i < n; i++) {}
                    9987 | for (int i = 0; i < n * 666; i++) {}
                    # anything else pays whenever it looks at its condition
                    11   | for (int i = 0; i < n; i += 2) {}
                    """)
    void shouldChargeForLoops(long steps, String body) throws Exception {
        CompiledProgram program = Sandbox.compile(source(body), CompilerKind.ECJ);
        long fuel = 1;
        while (program.run(INPUT, budget(fuel)).error() != null) {
            fuel++;
        }
        assertThat(fuel).isEqualTo(steps);
    }

    private static ProgramRun run(String body, CompilerKind compiler, long fuel) throws Exception {
        return Sandbox.compile(source(body), compiler).run(INPUT, budget(fuel));
    }

    private static Budget budget(long fuel) {
        return new Budget(fuel, 512, 600_000_000_000L);
    }

    private static String source(String body) {
        return """
                import io.loopai.program.*;

                public final class Test implements Program {



                    public Answer answer(Input in) {
                        int n = (int) in.number("n");
                        %s
                        return in.has("n") ? Answer.of(n) : null;
                    }

                    private static int leaf(int n) {
                        int sum = 0;
                        for (int i = 0; i < n; i++) {
                            sum += i;
                        }
                        return sum;
                    }

                    private static void loops() {
                        for (;;) {}
                    }

                    private static int deep(int n) {
                        return n == 0 ? 0 : deep(n - 1) + deep(n - 1);
                    }
                }
                """
                .formatted(body);
    }
}

package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loopai.program.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

    private static final Input FREE = Input.of(Map.of("text", "FREE!"));

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void shouldCompileAndRunAProgram(CompilerKind compiler) throws Exception {
        CompiledProgram program =
                Sandbox.compile(
                        """
                        package com.example;

                        import io.loopai.program.*;

                        public final class Spam implements Program {
                            public Answer answer(Input in) {
                                String text = in.text("text").toLowerCase();
                                return text.contains("free") ? Answer.of("spam", 0.9) : Answer.of("ham", 0.7);
                            }
                        }
                        """,
                        compiler);
        ProgramRun run = program.run(FREE, Budget.DEFAULT);
        assertThat(program.className()).isEqualTo("com.example.Spam");
        assertThat(run.status()).isEqualTo(ProgramRun.Status.ANSWERED);
        assertThat(run.answer().value()).isEqualTo("spam");
        assertThat(run.answer().confidence()).isEqualTo(0.9);
        assertThat(run.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int n = 0; for (int i = 0; i < 10; i++) { if (i % 3 == 0) continue; n += i; }"
                        + " return Answer.of(n);",
                "java.util.Map m = new java.util.TreeMap(); m.put(\"a\", \"b\");"
                        + " return Answer.of((String) m.get(\"a\"));",
                "try { return Answer.of(Integer.parseInt(in.text(\"text\"))); }"
                        + " catch (NumberFormatException e) { return Answer.of(\"no number\"); }",
                "switch (in.text(\"text\")) { case \"FREE!\": return Answer.of(\"spam\");"
                        + " default: return Answer.abstain(); }",
                "StringBuilder b = new StringBuilder(); int i = 5;"
                        + " while (i > 0) { b.append(i--).append(' '); }"
                        + " return Answer.of(b.toString().trim() + \"!\");",
                "double[] w = {0.5, -1.5}; long l = 7L; return Answer.of(w[1] * l + (w[0] > 0 ? 1 : 2));",
                "return Answer.of(in.number(\"age\"));",
                "return answer(in);",
                "while (true) {}"
            })
    void shouldGiveTheSameWithBothCompilers(String body) throws Exception {
        String source = program(body);
        Budget budget = new Budget(100_000, 200, 60_000_000_000L);
        ProgramRun ecj = Sandbox.compile(source, CompilerKind.ECJ).run(FREE, budget);
        ProgramRun janino = Sandbox.compile(source, CompilerKind.JANINO).run(FREE, budget);
        assertThat(janino.status()).isEqualTo(ecj.status());
        assertThat(janino.error()).isEqualTo(ecj.error());
        assertThat(String.valueOf(janino.answer())).isEqualTo(String.valueOf(ecj.answer()));
    }

    @Test
    void shouldRefuseFinallyWithJanino() {
        assertThat(rejection(program("try { return null; } finally { }"), CompilerKind.JANINO))
                .hasMessage(
                        "line 4, column 26: Janino compiles finally wrongly (it can run twice):"
                                + " remove it or use the compiler ecj");
        assertThat(
                        rejection(
                                program("try (java.util.stream.Stream s = null) {} return null;"),
                                CompilerKind.JANINO))
                .hasMessage(
                        "line 4, column 5: Janino compiles try with resources wrongly (as a"
                                + " finally): remove it or use the compiler ecj");
    }

    @Test
    void shouldNotMistakeTextForFinally() throws Exception {
        String source = program("/* finally */ return Answer.of(\"finally\");");
        ProgramRun run = Sandbox.compile(source, CompilerKind.JANINO).run(FREE, Budget.DEFAULT);
        assertThat(run.answer().value()).isEqualTo("finally");
    }

    /** Janino compiles what Java forbids. */
    @Test
    void shouldNotTrustFinalFieldsWithJanino() throws Exception {
        String source =
                """
                import io.loopai.program.*;

                public final class Counting implements Program {
                    static final class Calls {
                        final int[] none = null;
                        final int count;

                        Calls(Calls before) {
                            this.count = 1;
                            if (before != null) before.count = before.count + 1;
                        }
                    }

                    static final Calls CALLS = new Calls(null);

                    public Answer answer(Input in) {
                        new Calls(CALLS);
                        return Answer.of(CALLS.count);
                    }
                }
                """;
        ProgramRun run = Sandbox.compile(source, CompilerKind.JANINO).run(FREE, Budget.DEFAULT);
        assertThat(run.error())
                .isEqualTo(
                        "UnsupportedOperationException: what the static field CALLS holds cannot"
                                + " change after its initialiser, because programs keep no state"
                                + " between calls; change a copy at line 10");
    }

    @Test
    void shouldSayWhereJaninoCannotCompile() {
        assertThat(rejection(program("int n = \"x\"; return null;"), CompilerKind.JANINO))
                .hasMessage(
                        "line 4, column 13: Assignment conversion not possible from type"
                                + " \"java.lang.String\" to type \"int\"");
    }

    @Test
    void shouldRefuseTooLongASource() {
        String source = program("return null;") + " ".repeat(Sandbox.MAX_SOURCE_BYTES);
        assertThat(rejection(source, CompilerKind.ECJ))
                .hasMessage(
                        "the source has 524419 bytes of UTF-8, but at most 524288 are allowed: move"
                                + " long word lists into fewer, shorter ones");
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void shouldCompileAnExpressionOfFiveThousandTerms(CompilerKind compiler) throws Exception {
        String sum =
                IntStream.range(0, 5_000).mapToObj(i -> "x").collect(Collectors.joining(" + "));
        String source =
                program("int x = in.text(\"text\").length(); return Answer.of(" + sum + ");");
        ProgramRun run = Sandbox.compile(source, compiler).run(FREE, Budget.DEFAULT);
        assertThat(run.answer().value()).isEqualTo(25_000L);
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void shouldRefuseWhatNestsTooDeeplyForTheCompiler(CompilerKind compiler) {
        String nested = "(x+".repeat(120_000) + "x" + ")".repeat(120_000);
        assertThat(
                        rejection(program("int x = 1; return Answer.of(" + nested + ");"), compiler)
                                .problems())
                .allMatch(problem -> problem.layer() == Layer.COMPILE);
    }

    @Test
    void shouldShowTenProblemsAtMost() {
        String twelve = "System.gc();\n".repeat(12);
        ProgramRejectedException rejection =
                rejection(program(twelve + "return null;"), CompilerKind.ECJ);
        assertThat(rejection.problems()).hasSize(10);
        assertThat(rejection.getMessage().lines()).hasSize(11);
        assertThat(rejection.getMessage())
                .startsWith(
                        "line 4: java.lang.System.gc() is not allowed: programs have no access to"
                                + " the system; the answer depends on the input alone\nline 5: ")
                .endsWith("\nand 2 more");
    }

    @Test
    void shouldRefuseAMethodThatIsTooLongOnceMetered() {
        String source = program("if (!in.has(\"text\")) return answer(in);" + manyReturns(5_500));
        ProgramRejectedException rejection = rejection(source, CompilerKind.ECJ);
        assertThat(rejection.problems().get(0).layer()).isEqualTo(Layer.METER);
        assertThat(rejection)
                .hasMessage(
                        "method answer has 71544 bytes of code with the budget checks in it, but"
                                + " Java allows 65535: split it into smaller methods");
    }

    @Test
    void shouldMeterALoopThatGrowsBeyondAShortJump() throws Exception {
        String source = program("while (true) { " + manyReturns(2_200) + " if (n > 0) break; }");
        CompiledProgram program =
                Sandbox.compile(source.replace("break;", "n++;"), CompilerKind.ECJ);
        ProgramRun run = program.run(FREE, new Budget(1_000, 10, 60_000_000_000L));
        assertThat(run.error()).isEqualTo("fuel: more than 1000 steps");
    }

    @Test
    void shouldLookUpTheLineOfTheFirstThousandExceptionsAndOfEveryTenthAfter() throws Exception {
        CompiledProgram program =
                Sandbox.compile(
                        """
                        import io.loopai.program.*;
                        public final class P implements Program {
                            public Answer answer(Input in) {
                                throw new IllegalStateException("no");
                            }
                        }
                        """,
                        CompilerKind.ECJ);
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < 1_020; i++) {
            errors.add(program.run(Input.of(Map.of()), Budget.DEFAULT).error());
        }

        assertThat(errors.subList(0, 1_000)).containsOnly("IllegalStateException: no at line 4");
        assertThat(errors.subList(1_000, 1_020))
                .containsOnly("IllegalStateException: no", "IllegalStateException: no at line 4")
                .filteredOn(error -> error.endsWith("at line 4"))
                .hasSize(2);
    }

    @Test
    void shouldStopAtTheExactStep() throws Exception {
        CompiledProgram program =
                Sandbox.compile(
                        program("for (int i = 0; i < 50_000; i += 2) {} return Answer.of(1);"),
                        CompilerKind.ECJ);
        // One step for the call, one for every time that the condition is looked at.
        Budget enough = new Budget(25_002, 1, 60_000_000_000L);
        assertThat(program.run(FREE, enough).status()).isEqualTo(ProgramRun.Status.ANSWERED);
        Budget oneLess = new Budget(25_001, 1, 60_000_000_000L);
        assertThat(program.run(FREE, oneLess).error()).isEqualTo("fuel: more than 25001 steps");
        assertThat(program.run(FREE, enough).status()).isEqualTo(ProgramRun.Status.ANSWERED);
    }

    @Test
    void shouldStopAtTheClock() throws Exception {
        CompiledProgram program = Sandbox.compile(program("while (true) {}"), CompilerKind.ECJ);
        ProgramRun run = program.run(FREE, new Budget(Long.MAX_VALUE, 1, 1_500_000));
        assertThat(run.status()).isEqualTo(ProgramRun.Status.EXHAUSTED);
        assertThat(run.answer()).isNull();
        assertThat(run.error()).isEqualTo("CPU time: 1.5 ms are not enough");
    }

    @Test
    void shouldNotShareABudgetBetweenTwoPrograms() throws Exception {
        String source = program("for (int i = 0; i < 900; i++) {} return Answer.of(1);");
        CompiledProgram first = Sandbox.compile(source, CompilerKind.ECJ);
        CompiledProgram second = Sandbox.compile(source, CompilerKind.ECJ);
        assertThat(first.run(FREE, new Budget(10, 1, 1_000_000_000)).error()).isNotNull();
        assertThat(second.run(FREE, new Budget(1_000, 1, 60_000_000_000L)).error()).isNull();
    }

    @Test
    void shouldNameTheKnownCompilers() {
        assertThat(CompilerKind.of("janino")).isEqualTo(CompilerKind.JANINO);
        assertThat(CompilerKind.ECJ.wireName()).isEqualTo("ecj");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompilerKind.of("javac"))
                .withMessage("unknown compiler 'javac'; the known ones are ecj, janino");
    }

    /** The JDK names lambdas and class loaders by their addresses, which differ from run to run. */
    @Test
    void shouldNotTellWhereClassesAreInMemory() throws Exception {
        String source =
                """
                import io.loopai.program.*;
                public final class P implements Program {
                    public Answer answer(Input in) {
                        Object lambda = (Runnable) () -> {};
                        if (in.has("fail")) {
                            return Answer.of((String) lambda);
                        }
                        try {
                            return Answer.of((String) lambda);
                        } catch (ClassCastException e) {
                            return Answer.of(e.getMessage() + "; " + e);
                        }
                    }
                }
                """;
        CompiledProgram program = Sandbox.compile(source, CompilerKind.ECJ);
        String message = "class P$$Lambda cannot be cast to class java.lang.String";

        assertThat(program.run(Input.of(Map.of()), Budget.DEFAULT).answer().value())
                .isEqualTo(message + "; java.lang.ClassCastException: " + message);
        assertThat(program.run(Input.of(Map.of("fail", true)), Budget.DEFAULT).error())
                .isEqualTo("ClassCastException: " + message + " at line 6");
    }

    @Test
    void shouldRefuseABudgetOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget(1, 0, 1))
                .withMessage(
                        "every limit of a budget must be positive, but these are fuel 1, depth 0"
                                + " and CPU time 1 ns");
    }

    private static String manyReturns(int count) {
        return "int n = in.text(\"text\").length();\n"
                + IntStream.range(1_000, 1_000 + count)
                        .mapToObj(i -> "if (n == " + i + ") return null;\n")
                        .collect(Collectors.joining())
                + (count > 5_000 ? "return null;" : "");
    }

    private static ProgramRejectedException rejection(String source, CompilerKind compiler) {
        return catchThrowableOfType(
                ProgramRejectedException.class, () -> Sandbox.compile(source, compiler));
    }

    /** A program whose method has this body, which starts on line 4. */
    private static String program(String body) {
        return "import io.loopai.program.*;\n"
                + "public final class Test implements Program {\n"
                + "  public Answer answer(Input in) {\n    "
                + body
                + "\n  }\n}\n";
    }

    /** A sparse table is cleared at the price of its one element. */
    @Test
    void shouldStopWhatTakesFewStepsAndMuchTime() throws Exception {
        CompiledProgram program =
                Sandbox.compile(
                        """
                        import io.loopai.program.*;
                        import java.util.*;

                        public final class Clears implements Program {
                            public Answer answer(Input in) {
                                Map<Integer, Integer> map = new HashMap<>(8_000_000);
                                for (int i = 0; i < 1_000; i++) {
                                    map.put(i, i);
                                    map.clear();
                                }
                                return Answer.of("never");
                            }
                        }
                        """,
                        CompilerKind.ECJ);
        ProgramRun run = program.run(FREE, Budget.DEFAULT);
        assertThat(run.error()).isEqualTo("CPU time: 50 ms are not enough");
    }
}

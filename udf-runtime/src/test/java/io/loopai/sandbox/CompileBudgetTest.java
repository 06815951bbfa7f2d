package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that would keep a compiler busy for ever, or fill the memory of its JVM. */
class CompileBudgetTest {

    private static final String TOO_MUCH =
            "the source takes too much time or memory to compile: nest its calls, lambdas and"
                    + " finally blocks less deeply, and split large expressions and classes";

    @Test
    void shouldStopAtLambdasWithinOverloadedCalls() {
        String members =
                "static <T> T f(Function<Integer, T> g) { return null; }\n"
                        + "static <T> T f(IntFunction<T> g) { return null; }\n"
                        + "static <T> T f(Supplier<T> g) { return null; }\n";
        String call = nested(30, i -> "f(x" + i + " -> ", "1", ")");
        assertRefused(program(members, "Object o = " + call + ";"), CompilerKind.ECJ, TOO_MUCH);
    }

    @Test
    void shouldStopAtCollectorsWithinCollectors() {
        String collector =
                nested(
                        40,
                        i -> "Collectors.groupingBy(x" + i + " -> x" + i + ", ",
                        "Collectors.counting()",
                        ")");
        String source = program("", "Object o = Stream.of(1).collect(" + collector + ");");
        assertRefused(source, CompilerKind.ECJ, TOO_MUCH);
    }

    /** Compilers write every finally block at least twice. */
    @Test
    void shouldStopAtFinallyWithinFinally() {
        String blocks = nested(30, i -> "try { n++; } finally { ", "n--;", " }");
        assertRefused(program("", "int n = 0; " + blocks), CompilerKind.ECJ, TOO_MUCH);
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void shouldStopAtConstantsThatDouble(CompilerKind compiler) {
        String constants =
                "static final String S0 = \"0123456789\";\n"
                        + lines(
                                32,
                                i -> "static final String S" + (i + 1) + " = " + twice("S" + i));
        String source = program(constants, "String s = S32;");
        assertRefused(source, compiler, TOO_MUCH);
    }

    @Test
    void shouldStopAtLocalConstantsThatDouble() {
        String constants =
                "final String s0 = \"0123456789\";\n"
                        + lines(32, i -> "final String s" + (i + 1) + " = " + twice("s" + i));
        assertRefused(program("", constants), CompilerKind.ECJ, TOO_MUCH);
    }

    @Test
    void shouldStopAtAnExpressionThatIsFoldedPieceByPiece() {
        String sum =
                IntStream.range(0, 80_000)
                        .mapToObj(i -> "(\"a\")")
                        .collect(Collectors.joining("+"));
        assertRefused(program("", "String s = " + sum + ";"), CompilerKind.ECJ, TOO_MUCH);
    }

    @Test
    void shouldStopAtTypesThatGrowWhileTheyAreCompared() {
        String members =
                "interface N<Z> {}\nstatic class C<X> implements N<N<? super C<C<X>>>> {}\n";
        String source = program(members, "C<Byte> c = null; N<? super C<Byte>> n = c;");
        assertRefused(
                source,
                CompilerKind.ECJ,
                "the source nests too deeply for the compiler: split its longest expression");
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void shouldStopAtInterfacesThatMeetAgainAndAgain(CompilerKind compiler) {
        String interfaces =
                "interface I0 { default void m() {} }\ninterface J0 {}\n"
                        + lines(
                                4_000,
                                i ->
                                        "interface I%d extends I%d, J%d {} interface J%d extends I%d, J%d {}"
                                                .formatted(i + 1, i, i, i + 1, i, i));
        assertRefused(program(interfaces, "I4000 o = null; o.m();"), compiler, TOO_MUCH);
    }

    @Test
    void shouldGoOnCompilingAfterwards() throws Exception {
        shouldStopAtFinallyWithinFinally();
        shouldStopAtTypesThatGrowWhileTheyAreCompared();
        assertThat(Sandbox.compile(program("", ""), CompilerKind.ECJ).className())
                .isEqualTo("Test");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("loopai-compile");
    }

    private static void assertRefused(String source, CompilerKind compiler, String message) {
        ProgramRejectedException rejection =
                catchThrowableOfType(
                        ProgramRejectedException.class, () -> Sandbox.compile(source, compiler));
        assertThat(rejection).hasMessage(message);
        assertThat(rejection.problems()).extracting(Problem::layer).containsOnly(Layer.COMPILE);
    }

    private static String nested(int depth, IntFunction<String> open, String core, String close) {
        return IntStream.range(0, depth).mapToObj(open).collect(Collectors.joining())
                + core
                + close.repeat(depth);
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String twice(String name) {
        return name + " + " + name + ";";
    }

    private static String program(String members, String statements) {
        return "import io.loopai.program.*;\nimport java.util.*;\nimport java.util.function.*;\n"
                + "import java.util.stream.*;\npublic final class Test implements Program {\n"
                + members
                + "public Answer answer(Input in) {\n"
                + statements
                + "\nreturn Answer.of(1);\n}\n}\n";
    }

    /** ECJ has complaints about such types that it writes to standard error, with the source in them. */
    @Test
    void shouldKeepWhatCompilersPrintOffTheConsole() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(
                            () ->
                                    Sandbox.compile(
                                            """
                                            import io.loopai.program.*;
                                            import java.util.*;
                                            public final class P implements Program {
                                                static <T> Optional<Secret> max(List<T> items) {
                                                    T best = null;
                                                    return Optional.ofNullable(best);
                                                }
                                                public Answer answer(Input in) {
                                                    return Answer.of(max(List.of(3)).orElse(-1));
                                                }
                                            }
                                            """,
                                            CompilerKind.ECJ))
                    .isInstanceOf(ProgramRejectedException.class);
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}

package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.loopai.program.Input;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much programs get of the memory that they may not have, with the budget of every record. */
class MemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Budget BUDGET = new Budget(20_000_000, 512, 60_000_000_000L);
    private static final long TWICE = 2 * (64L << 20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String a = w.repeat(31_000_000); String b = a.concat(a);",
                "String a = w.repeat(33_000_000); String b = w.repeat(33_000_000);",
                "StringBuilder b = new StringBuilder();"
                        + " while (true) { b.append(w.repeat(1_000_000)); }",
                "String a = w.repeat(16_000_000); while (true) { l.add(a.toCharArray()); }",
                "String a = w.repeat(10_000_000); while (true) {"
                        + " l.add(a.getBytes(java.nio.charset.StandardCharsets.UTF_8)); }",
                "String a = w.repeat(16_000_000); l.add(a.replace(w, w + w + w));",
                "String a = w.repeat(126); while (true) { l.add(a.concat(w)); l.add(a.concat(w));"
                        + " l.add(a.concat(w)); l.add(a.concat(w)); l.add(a.concat(w)); }",
                "int[] a = new int[2_500_000]; java.util.Arrays.fill(a, -2_000_000_000);"
                        + " while (true) { l.add(java.util.Arrays.toString(a)); }",
                "while (true) { l.add(new java.util.ArrayDeque<String>());"
                        + " l.add(new java.util.PriorityQueue<String>()); }",
            })
    void shouldStopBelowTwiceTheLimit(String body) throws ProgramRejectedException {
        for (String character : new String[] {"a", "\u4e00"}) {
            CompiledProgram program = Sandbox.compile(source(body, character), CompilerKind.ECJ);
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            ProgramRun run = program.run(Input.of(Map.of()), BUDGET);
            long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            assertThat(run.error()).isEqualTo("memory: more than 64 MB");
            assertThat(after - before).as("bytes with '%s'", character).isLessThan(TWICE);
        }
    }

    private static String source(String body, String character) {
        return "public final class P implements io.loopai.program.Program {"
                + " public io.loopai.program.Answer answer(io.loopai.program.Input in) {"
                + " String w = \""
                + character
                + "\"; java.util.List<Object> l = new java.util.ArrayList<>(); "
                + " if (w.isEmpty()) { return null; } "
                + (body.contains("while (true)") ? body : body + " return null;")
                + " } }";
    }
}

package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.program.Input;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnloadingTest {

    /** Uses what could hold on to its classes: lambdas, records, enums, exceptions, static state. */
    private static final String SOURCE =
            """
            import io.loopai.program.*;
            import java.util.*;
            import java.util.stream.*;

            public final class Busy%d implements Program {
                enum Kind { A, B }
                record Pair(Kind kind, String text) {}
                private static final Map<Pair, List<Integer>> KNOWN = new HashMap<>();
                private static final Kind[] KINDS = Kind.values();
                private int calls;

                static {
                    KNOWN.put(new Pair(Kind.A, "hello"), new ArrayList<>());
                }

                public Answer answer(Input in) {
                    String text = in.text("text");
                    EnumMap<Kind, Integer> counts = new EnumMap<>(Kind.class);
                    counts.merge(Kind.valueOf("B"), text.length(), Integer::sum);
                    calls += KNOWN.containsKey(new Pair(KINDS[0], text)) ? 1 : 0;
                    switch (text) {
                        case "throw": throw new IllegalStateException(new Pair(Kind.B, text) + "");
                        case "npe": return Answer.of((String) null);
                        case "loop": while (true) {}
                        case "recurse": return answer(in);
                        default:
                    }
                    String all = Stream.of(Kind.values()).map(k -> k + text).collect(Collectors.joining());
                    return Answer.object().put("all", all).put("n", counts.get(Kind.B));
                }
            }
            """;

    /**
     * All but at most one: the JDK remembers the type at which {@code ObjectMethods.OBJECT_EQ}, the
     * method handle behind all records' {@code equals}, was last used.
     */
    @Test
    void shouldFreeEveryProgramThatIsDropped() throws Exception {
        List<ProgramRun> runs = new ArrayList<>();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 320; i++) {
            loaders.add(compileAndRun(i, runs));
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> {
                            System.gc();
                            assertThat(loaders.stream().filter(loader -> loader.get() != null))
                                    .as("programs still alive")
                                    .hasSizeLessThanOrEqualTo(1);
                        });
        // What the programs answered is still here, so it did not hold on to them.
        assertThat(runs).hasSize(320 * 5);
        assertThat(runs.get(0).answer().value()).hasToString("{all=AhelloBhello, n=5}");
        assertThat(runs.get(1).error())
                .isEqualTo("IllegalStateException: Pair[kind=B, text=throw] at line 22");
    }

    private static WeakReference<ClassLoader> compileAndRun(int number, List<ProgramRun> runs)
            throws Exception {
        CompiledProgram program = Sandbox.compile(SOURCE.formatted(number), CompilerKind.ECJ);
        Budget budget = new Budget(20_000, 100, 60_000_000_000L);
        for (String text : List.of("hello", "throw", "npe", "loop", "recurse")) {
            runs.add(program.run(Input.of(Map.of("text", text)), budget));
        }
        Field field = CompiledProgram.class.getDeclaredField("gauge");
        field.setAccessible(true);
        return new WeakReference<>(field.get(program).getClass().getClassLoader());
    }
}

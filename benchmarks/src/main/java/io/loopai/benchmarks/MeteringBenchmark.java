package io.loopai.benchmarks;

import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.sandbox.UnmeteredProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One record through one program in the sandbox, with its meter or without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeteringBenchmark {

    private static final int DIFFERENT_RECORDS = 1_024;

    /** The programs under {@code programs}. */
    @Param({"Keywords", "TokenMap", "Learned", "Ngrams", "Regexes", "Streams"})
    public String program;

    @Param({"true", "false"})
    public boolean metered;

    private final Input[] inputs = new Input[DIFFERENT_RECORDS];
    private CompiledProgram compiled;
    private int next;

    @Setup
    public void prepare() throws Exception {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = Input.of(Map.of("text", Workload.text(i)));
        }
        String source = source(program);
        compiled =
                metered
                        ? Sandbox.compile(source, CompilerKind.ECJ)
                        : UnmeteredProgram.compile(source);
    }

    @Benchmark
    public Object answer() {
        next = (next + 1) % DIFFERENT_RECORDS;
        return compiled.run(inputs[next], Budget.DEFAULT);
    }

    static String source(String program) {
        String file = "programs/" + program + ".java";
        try (InputStream in = MeteringBenchmark.class.getResourceAsStream(file)) {
            String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return source.replace("{weights}", weights());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands for a trained model: 5 labels, 4,096 buckets, most of them near zero. */
    private static String weights() {
        StringBuilder packed = new StringBuilder();
        for (int i = 0; i < 5 * 4_096; i++) {
            packed.append((char) ('P' + (i * 0x9E3779B1 >> 27)));
        }
        return packed.toString().replace('\\', 'P');
    }
}

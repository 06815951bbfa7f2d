package io.loopai.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.loopai.generator.Generator;
import io.loopai.generator.LabelledRow;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Json;
import io.loopai.task.TaskSpec;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What it takes to learn a program, and how long a learned one takes for an answer. */
@Command(
        name = "learned",
        mixinStandardHelpOptions = true,
        description =
                "Learns programs from made-up rows, or from those of data sets, and times single calls"
                        + " of them on texts that they have not learned from, through the sandbox, on"
                        + " one thread. What it takes to look at the clock is subtracted.")
final class LearnedCommand implements Callable<Integer> {

    private static final double SECOND = 1e9;
    private static final double MICRO = 1e3;
    private static final int DIFFERENT_TEXTS = 4_096;

    /** Of fewer a processor would learn the branches by heart. */
    private static final int FEWEST_TEXTS = 100;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What came out last; written so that the compiler cannot leave the work away. */
    private static volatile Object last;

    @Option(
            names = "--labels",
            split = ",",
            defaultValue = "2,6,17",
            description = "A program for each. Default: 2,6,17.")
    private List<Integer> labels;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Take the data sets in this folder instead of made-up rows. Test texts are cut"
                            + " to the length; sets with fewer than 100 of them are left out.")
    private Path data;

    @Option(names = "--sets", split = ",", description = "Only these of --data. Default: all.")
    private List<String> sets;

    @Option(
            names = "--rows",
            defaultValue = "4000",
            description = "To learn from, at most. Default: 4000.")
    private int rows;

    @Option(
            names = "--length",
            defaultValue = "80",
            description = "Of every text that is timed, in characters. Default: 80.")
    private int length;

    @Option(
            names = "--calls",
            defaultValue = "200000",
            description = "In each round. Default: 200000.")
    private int calls;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Measured, after two that warm up. Default: 5.")
    private int rounds;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec private CommandSpec command;

    /**
     * What a program is learned from, and what it is timed on.
     *
     * @param name of the data set; empty for made-up rows
     */
    private record Texts(
            String name, TaskSpec task, List<LabelledRow> toLearnFrom, List<String> timed) {

        static Texts madeUp(int labels, int rows, int length) {
            MadeUpTexts texts = new MadeUpTexts(labels, 1);
            List<LabelledRow> toLearnFrom = texts.rows(rows, length);
            List<String> timed =
                    texts.rows(DIFFERENT_TEXTS, length).stream().map(Texts::text).toList();
            return new Texts("", texts.task(), toLearnFrom, timed);
        }

        static Texts of(DataSet set, int rows, int length) {
            List<LabelledRow> shuffled = set.shuffled(1);
            List<LabelledRow> toLearnFrom = shuffled.subList(0, Math.min(rows, shuffled.size()));
            List<String> timed =
                    set.unseenTest(toLearnFrom).stream()
                            .map(Texts::text)
                            .filter(text -> text.length() >= length)
                            .map(text -> text.substring(0, length))
                            .distinct()
                            .toList();
            return new Texts(set.name(), set.task(""), toLearnFrom, timed);
        }

        private static String text(LabelledRow row) {
            return row.input().get("text").textValue();
        }

        int labels() {
            return (int) toLearnFrom.stream().map(LabelledRow::output).distinct().count();
        }

        Input[] inputs() {
            return timed.stream().map(text -> Input.of(Map.of("text", text))).toArray(Input[]::new);
        }
    }

    /**
     * One program. Times are medians of the rounds.
     *
     * @param name of the data set; empty for made-up rows
     * @param texts how many different ones were timed
     * @param learning CPU seconds of the whole process
     * @param source in bytes
     * @param cpu per call in µs, of a round that does not look at the clock
     */
    record Measured(
            String name,
            int labels,
            int texts,
            double learning,
            int source,
            double p50,
            double p99,
            double cpu,
            double bytes) {}

    record Report(Machine machine, int rows, int length, List<Measured> programs) {}

    @Override
    public Integer call() throws Exception {
        if (sets != null && data == null) {
            throw new ParameterException(
                    command.commandLine(), "--sets needs --data, the folder that they are in");
        }
        List<Measured> measured = new ArrayList<>();
        if (data == null) {
            for (int count : labels) {
                measured.add(measure(Texts.madeUp(count, rows, length)));
            }
        } else {
            for (Path folder : CellOptions.folders(data, sets, command)) {
                Texts texts = Texts.of(DataSet.read(folder), rows, length);
                if (texts.timed().size() < FEWEST_TEXTS) {
                    command.commandLine()
                            .getErr()
                            .printf(
                                    "%s is left out: %d of its test texts have %d characters, %d are needed%n",
                                    texts.name(), texts.timed().size(), length, FEWEST_TEXTS);
                } else {
                    measured.add(measure(texts));
                }
            }
        }
        Report report = new Report(Machine.here(), rows, length, measured);
        if (json) {
            System.out.println(new String(Json.bytes(report), StandardCharsets.UTF_8));
        } else {
            print(report);
        }
        return 0;
    }

    private Measured measure(Texts texts) throws Exception {
        long cpu = PROCESS.getProcessCpuTime();
        String source = new Generator(texts.task(), texts.toLearnFrom(), 1).learned().source();
        double learning = (PROCESS.getProcessCpuTime() - cpu) / SECOND;

        Input[] inputs = texts.inputs();
        CompiledProgram program = Sandbox.compile(source, CompilerKind.ECJ);
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        List<Double> cpuEach = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        long thread = Thread.currentThread().getId();
        for (int round = -2; round < rounds; round++) {
            long[] nanos = timed(program, inputs);
            long allocated = THREADS.getThreadAllocatedBytes(thread);
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < calls; i++) {
                last = program.run(inputs[i % inputs.length], Budget.DEFAULT);
            }
            long spent = THREADS.getCurrentThreadCpuTime() - before;
            if (round >= 0) {
                p50.add(nanos[calls / 2] / MICRO);
                p99.add(nanos[calls / 100 * 99] / MICRO);
                cpuEach.add(spent / MICRO / calls);
                bytes.add((THREADS.getThreadAllocatedBytes(thread) - allocated) / (double) calls);
            }
        }
        return new Measured(
                texts.name(),
                texts.labels(),
                inputs.length,
                learning,
                source.getBytes(StandardCharsets.UTF_8).length,
                Stats.of(p50).median(),
                Stats.of(p99).median(),
                Stats.of(cpuEach).median(),
                Stats.of(bytes).median());
    }

    /** Ascending, without the time that it takes to look at the clock twice. */
    private long[] timed(CompiledProgram program, Input[] inputs) {
        long[] nanos = new long[calls];
        long[] nothing = new long[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            long clock = System.nanoTime();
            last = program.run(inputs[i % inputs.length], Budget.DEFAULT);
            nanos[i] = System.nanoTime() - clock;
            nothing[i] = clock - start;
        }
        Arrays.sort(nothing);
        for (int i = 0; i < calls; i++) {
            nanos[i] -= nothing[calls / 2];
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void print(Report report) {
        System.out.println(report.machine());
        System.out.printf(
                "learned from at most %d rows; texts of %d characters, one thread%n%n",
                report.rows(), report.length());
        System.out.printf(
                "%-18s %6s %6s %16s %10s %8s %8s %12s %8s%n",
                "learned from",
                "labels",
                "texts",
                "learning, CPU s",
                "source, KB",
                "p50 µs",
                "p99 µs",
                "CPU µs/call",
                "bytes");
        for (Measured each : report.programs()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %6d %6d %16.1f %10d %8.2f %8.2f %12.2f %8.0f%n",
                    each.name().isEmpty() ? "made-up rows" : each.name(),
                    each.labels(),
                    each.texts(),
                    each.learning(),
                    each.source() / 1000,
                    each.p50(),
                    each.p99(),
                    each.cpu(),
                    each.bytes());
        }
    }
}

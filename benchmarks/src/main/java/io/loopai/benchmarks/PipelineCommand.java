package io.loopai.benchmarks;

import io.loopai.benchmarks.PipelineRun.Cost;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Processor time per record of the whole job, against the hard-coded job and a bare copy.
 *
 * <p>All run in turns in one JVM, on one Flink cluster that is started before the first: what the machine does beside hits all alike, so ratios of
 * neighbouring runs can be trusted where times cannot.
 */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "CPU per record of the whole job, and its ratio to a hard-coded one.")
final class PipelineCommand implements Callable<Integer> {

    @Option(names = "--records", defaultValue = "1000000", description = "Default: 1000000.")
    private int records;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds. Default: 5.")
    private int rounds;

    @Option(
            names = "--warmups",
            defaultValue = "3",
            description = "Rounds before, not counted. Default: 3.")
    private int warmups;

    @Option(names = "--parallelism", description = "Default: the number of processors.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--only",
            split = ",",
            description = "Run only these of LOOPAI, HARD_CODED, COPY; for profiling.")
    private List<Pipeline> pipelines = List.of(Pipeline.values());

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /**
     * Everything that was measured.
     *
     * @param cpuMicros µs per record, in the order of the rounds; wallMicros likewise
     * @param ratios LOOPAI's CPU as a multiple of the pipeline's in the same round
     */
    record Report(
            Machine machine,
            int records,
            long inputBytes,
            int parallelism,
            Map<Pipeline, List<Double>> cpuMicros,
            Map<Pipeline, List<Double>> wallMicros,
            Map<Pipeline, List<Double>> ratios) {}

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("loopai-benchmark");
        try (Cluster cluster = Cluster.start(parallelism)) {
            Path input = folder.resolve("requests.jsonl");
            Workload.write(input, records);
            Report report = measure(cluster, folder, input);
            System.out.println(
                    json ? new String(Json.bytes(report), StandardCharsets.UTF_8) : table(report));
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private Report measure(Cluster cluster, Path folder, Path input) throws Exception {
        Map<Pipeline, List<Double>> cpu = new EnumMap<>(Pipeline.class);
        Map<Pipeline, List<Double>> wall = new EnumMap<>(Pipeline.class);
        Map<Pipeline, List<Double>> ratios = new EnumMap<>(Pipeline.class);
        Machine machine = Machine.here();
        for (int round = -warmups; round < rounds; round++) {
            for (Pipeline pipeline : pipelines) {
                Cost cost = run(pipeline, new PipelineRun(input, folder.resolve("run"), cluster));
                System.err.printf(
                        Locale.ROOT,
                        "%s %s: %.2f µs CPU, %.2f µs wall%n",
                        round < 0 ? "warm-up" : "round " + (round + 1),
                        pipeline.letter(),
                        perRecord(cost.cpuNanos()),
                        perRecord(cost.wallNanos()));
                if (round >= 0) {
                    add(cpu, pipeline, perRecord(cost.cpuNanos()));
                    add(wall, pipeline, perRecord(cost.wallNanos()));
                }
            }
        }
        List<Double> loopai = cpu.get(Pipeline.LOOPAI);
        cpu.forEach(
                (pipeline, costs) -> {
                    for (int i = 0; loopai != null && i < rounds; i++) {
                        add(ratios, pipeline, loopai.get(i) / costs.get(i));
                    }
                });
        return new Report(machine, records, Files.size(input), parallelism, cpu, wall, ratios);
    }

    private Cost run(Pipeline pipeline, PipelineRun run) throws Exception {
        Cost cost = run.run(pipeline);
        long lines = run.lines();
        run.clear();
        if (lines != records) {
            throw new IllegalStateException(
                    pipeline + " wrote " + lines + " lines for " + records + " records");
        }
        return cost;
    }

    private double perRecord(long nanos) {
        return nanos / 1e3 / records;
    }

    private static void add(Map<Pipeline, List<Double>> values, Pipeline pipeline, double value) {
        values.computeIfAbsent(pipeline, first -> new ArrayList<>()).add(value);
    }

    private static String table(Report report) {
        StringBuilder text = new StringBuilder();
        line(text, "%s%n", report.machine());
        line(
                text,
                "%d records of %.0f bytes, parallelism %d; medians; all ratios are from pairs of"
                        + " runs in the same round%n%n",
                report.records(),
                (double) report.inputBytes() / report.records(),
                report.parallelism());
        line(text, "%-53s %10s %10s %20s%n", "", "CPU µs", "wall µs", "A's CPU as multiple");
        report.cpuMicros()
                .forEach(
                        (pipeline, cpu) -> {
                            Stats ratio = Stats.of(report.ratios().getOrDefault(pipeline, cpu));
                            line(
                                    text,
                                    "%s %-51s %10.2f %10.2f %8.2f (%.2f-%.2f)%n",
                                    pipeline.letter(),
                                    pipeline.what(),
                                    Stats.of(cpu).median(),
                                    Stats.of(report.wallMicros().get(pipeline)).median(),
                                    ratio.median(),
                                    ratio.lowest(),
                                    ratio.highest());
                        });
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}

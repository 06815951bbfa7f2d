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

/** The whole job with a program that fails on some records, against one that fails on none. */
@Command(
        name = "failures",
        mixinStandardHelpOptions = true,
        description = "What failing records cost: throughput and CPU against a run without.")
final class FailuresCommand implements Callable<Integer> {

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
            description = "Compare only these with NOT: ${COMPLETION-CANDIDATES}.")
    private List<Failing> kinds = List.of(Failing.values());

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /**
     * How one kind compares with no failures, in each round.
     *
     * @param failures records that failed
     * @param throughput a multiple of that without failures
     * @param cpu a multiple of that without failures
     * @param microsPerFailure CPU µs that one failure adds
     */
    record Comparison(
            int failures,
            List<Double> throughput,
            List<Double> cpu,
            List<Double> microsPerFailure) {}

    record Report(
            Machine machine, int records, int parallelism, Map<Failing, Comparison> comparisons) {}

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("loopai-benchmark");
        try (Cluster cluster = Cluster.start(parallelism)) {
            Path input = folder.resolve("requests.jsonl");
            Workload.write(input, records);
            Report report = measure(new PipelineRun(input, folder.resolve("run"), cluster));
            System.out.println(
                    json ? new String(Json.bytes(report), StandardCharsets.UTF_8) : table(report));
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private Report measure(PipelineRun run) throws Exception {
        Map<Failing, Comparison> comparisons = new EnumMap<>(Failing.class);
        for (Failing kind : kinds) {
            if (kind != Failing.NOT) {
                comparisons.put(
                        kind,
                        new Comparison(
                                kind.failures(records),
                                new ArrayList<>(),
                                new ArrayList<>(),
                                new ArrayList<>()));
            }
        }
        Machine machine = Machine.here();
        for (int round = -warmups; round < rounds; round++) {
            for (Map.Entry<Failing, Comparison> each : comparisons.entrySet()) {
                // Each has a run without failures of its own, just before or just after it.
                boolean first = round % 2 == 0;
                Cost before = first ? cost(run, Failing.NOT) : null;
                Cost failing = cost(run, each.getKey());
                compare(each.getValue(), failing, first ? before : cost(run, Failing.NOT), round);
            }
        }
        return new Report(machine, records, parallelism, comparisons);
    }

    private void compare(Comparison comparison, Cost failing, Cost without, int round) {
        if (round >= 0) {
            long more = failing.cpuNanos() - without.cpuNanos();
            comparison.throughput().add(without.wallNanos() / (double) failing.wallNanos());
            comparison.cpu().add(failing.cpuNanos() / (double) without.cpuNanos());
            comparison.microsPerFailure().add(more / 1e3 / comparison.failures());
        }
    }

    private Cost cost(PipelineRun run, Failing kind) throws Exception {
        Cost cost = run.run(Pipeline.LOOPAI, kind.source());
        long lines = run.lines();
        long failed = run.failedLines();
        run.clear();
        if (lines != records || failed != kind.failures(records)) {
            throw new IllegalStateException(
                    "%s: %d lines, %d of them failed, but there are %d records and %d have to fail"
                            .formatted(kind, lines, failed, records, kind.failures(records)));
        }
        System.err.printf(
                Locale.ROOT,
                "%s: %.2f µs CPU, %.2f µs wall%n",
                kind,
                cost.cpuNanos() / 1e3 / records,
                cost.wallNanos() / 1e3 / records);
        return cost;
    }

    private static String table(Report report) {
        StringBuilder text = new StringBuilder();
        line(text, "%s%n", report.machine());
        line(
                text,
                "%d records, parallelism %d; medians and ranges of pairs of runs, one with and one"
                        + " without failures%n%n",
                report.records(),
                report.parallelism());
        line(
                text,
                "%-28s %9s %20s %20s %14s%n",
                "",
                "failures",
                "throughput",
                "CPU",
                "µs a failure");
        report.comparisons()
                .forEach(
                        (kind, each) ->
                                line(
                                        text,
                                        "%-28s %9d %20s %20s %14.1f%n",
                                        kind.what(),
                                        each.failures(),
                                        range(each.throughput()),
                                        range(each.cpu()),
                                        Stats.of(each.microsPerFailure()).median()));
        return text.toString();
    }

    private static String range(List<Double> ratios) {
        Stats stats = Stats.of(ratios);
        return String.format(
                Locale.ROOT, "%.2f (%.2f-%.2f)", stats.median(), stats.lowest(), stats.highest());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}

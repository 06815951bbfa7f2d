package io.loopai.benchmarks;

import com.sun.management.ThreadMXBean;
import io.loopai.engine.EngineStages;
import io.loopai.engine.RawRecord;
import io.loopai.task.Json;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time and garbage of the engine for each record, without Flink, on one thread. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = "CPU and allocation per record of the engine alone, step by step.")
final class EngineCommand implements Callable<Integer> {

    /** Enough to leave the first cache levels. */
    private static final int DIFFERENT_RECORDS = 10_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What came out last; written so that the compiler cannot leave the work away. */
    private static volatile Object last;

    @Option(
            names = "--records",
            defaultValue = "1000000",
            description = "Records in each round. Default: 1000000.")
    private int records;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds. Default: 5.")
    private int rounds;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /**
     * What one step takes per record.
     *
     * @param cpuNanos median of the rounds
     */
    record Cost(double cpuNanos, double bytes) {}

    record Report(Machine machine, int records, int rounds, Map<String, Cost> stages) {}

    @Override
    public Integer call() throws Exception {
        List<RawRecord> requests = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_RECORDS; i++) {
            byte[] line = Workload.request(i).getBytes(StandardCharsets.UTF_8);
            requests.add(RawRecord.whole(line, "bench.jsonl", i));
        }
        Map<String, IntFunction<Object>> stages =
                EngineStages.of(
                        requests,
                        Workload.deployment(1, Workload.programSource(), "ecj"),
                        new KeywordProgram());
        Map<String, Cost> costs = new LinkedHashMap<>();
        stages.forEach((name, stage) -> costs.put(name, measure(stage)));
        Report report = new Report(Machine.here(), records, rounds, costs);
        if (json) {
            System.out.println(new String(Json.bytes(report), StandardCharsets.UTF_8));
        } else {
            print(report);
        }
        return 0;
    }

    private Cost measure(IntFunction<Object> stage) {
        List<Double> nanos = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        long thread = Thread.currentThread().getId();
        for (int round = -1; round < rounds; round++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long allocated = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < records; i++) {
                last = stage.apply(i % DIFFERENT_RECORDS);
            }
            if (round >= 0) {
                nanos.add((THREADS.getCurrentThreadCpuTime() - cpu) / (double) records);
                bytes.add((THREADS.getThreadAllocatedBytes(thread) - allocated) / (double) records);
            }
        }
        return new Cost(Stats.of(nanos).median(), Stats.of(bytes).median());
    }

    private static void print(Report report) {
        System.out.println(report.machine());
        System.out.printf(
                "%d rounds of %d records on one thread, medians%n%n",
                report.rounds(), report.records());
        System.out.printf("%-32s %10s %12s%n", "per record", "CPU ns", "bytes");
        report.stages()
                .forEach(
                        (name, cost) ->
                                System.out.printf(
                                        Locale.ROOT,
                                        "%-32s %10.0f %12.0f%n",
                                        name,
                                        cost.cpuNanos(),
                                        cost.bytes()));
    }
}

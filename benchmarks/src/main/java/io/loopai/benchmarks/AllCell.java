package io.loopai.benchmarks;

import io.loopai.generator.Evaluation;
import io.loopai.generator.Generation;
import io.loopai.generator.Generator;
import io.loopai.generator.select.Estimate;
import io.loopai.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The program that was learned from all rows: how good, how large, how fast, and what it claims. */
final class AllCell {

    static final String KIND = "all";
    static final String ESTIMATE = "estimate";
    static final String LOW = "estimate_low";
    static final String HIGH = "estimate_high";
    static final String SOURCE_KB = "source_kb";
    static final String GENERATION = "generation_cpu_seconds";
    static final String P50 = "p50_us";
    static final String P99 = "p99_us";
    static final String LENGTH = "median_text_length";

    private static final double KB = 1024;

    private AllCell() {}

    static void measure(DataSet set, Cells cells) {
        cells.measure(new Cell.Key(KIND, set.name(), "", 0), () -> program(set));
    }

    private static Map<String, Double> program(DataSet set) {
        TaskSpec task = set.task("");
        double before = Cells.cpuSeconds();
        Generation generation = new Generator(task, set.shuffled(0), 0).learned();
        double cpu = Cells.cpuSeconds() - before;
        Evaluation evaluation = DataSet.evaluate(task, generation.source(), set.test());
        Map<String, Double> values = Scores.of(evaluation);
        Estimate estimate = generation.estimate();
        if (estimate != null) {
            values.put(ESTIMATE, estimate.accuracy());
            values.put(LOW, estimate.interval().low());
            values.put(HIGH, estimate.interval().high());
        }
        values.put(SOURCE_KB, generation.source().getBytes(StandardCharsets.UTF_8).length / KB);
        values.put(GENERATION, cpu);
        values.put(P50, evaluation.p50Us());
        values.put(P99, evaluation.p99Us());
        values.put(LENGTH, medianLength(set));
        return values;
    }

    private static double medianLength(DataSet set) {
        List<Double> lengths =
                set.test().stream()
                        .map(row -> (double) row.input().path("text").asText().length())
                        .toList();
        return Stats.of(lengths).median();
    }
}

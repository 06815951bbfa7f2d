package io.loopai.benchmarks;

import io.loopai.generator.Evaluation;
import io.loopai.generator.Generation;
import io.loopai.generator.Generator;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Estimate;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How good learned programs are on public data sets, by how many labels they have learned from. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description =
                "Generates programs without an LLM from 2, 5 and 20 rows of each label, and from all,"
                        + " and measures them on each set's test rows: accuracy and macro-F1, means"
                        + " over seeds.")
final class AccuracyCommand implements Runnable {

    private static final int ALL = Integer.MAX_VALUE;
    private static final double PERCENT = 100;

    @Option(
            names = "--data",
            defaultValue = "../shared/data",
            description = "The folder with the data sets. Default: ${DEFAULT-VALUE}.")
    private Path data;

    @Option(names = "--sets", split = ",", description = "Only these. Default: all.")
    private List<String> sets;

    @Option(names = "--seeds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Override
    public void run() {
        System.out.println(Machine.here());
        System.out.println(
                "| set | 2 a label | 5 a label | 20 a label | all | estimate, all | p50, p99 µs |"
                        + " source, KB | CPU, s |\n|---|---|---|---|---|---|---|---|---|");
        try (Stream<Path> folders = Files.list(data)) {
            for (Path folder : folders.sorted().toList()) {
                String name = folder.getFileName().toString();
                boolean wanted = sets == null || sets.contains(name);
                if (wanted && Files.exists(folder.resolve("train.jsonl"))) {
                    print(DataSet.read(folder));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(
                    data + ": cannot be read; name the folder with --data", e);
        }
    }

    private void print(DataSet set) {
        StringBuilder line = new StringBuilder("| " + set.name());
        if (set.isOriginal()) {
            TaskSpec task = set.task("");
            Generation generation = new Generator(task, set.train(), 1).learned();
            line.append(" | ")
                    .append(cell(DataSet.evaluate(task, generation.source(), set.test())));
            line.append(" on all rows, ");
            line.append(cell(DataSet.evaluate(task, generation.source(), set.unseenTest())));
            line.append(" on unseen texts | | | | | | | |");
            System.out.println(line);
            return;
        }
        for (int count : new int[] {2, 5, 20}) {
            line.append(" | ").append(mean(set, count));
        }
        line.append(" | ").append(all(set)).append(" |");
        System.out.println(line);
    }

    private String mean(DataSet set, int count) {
        double accuracy = 0;
        double macroF1 = 0;
        TaskSpec task = set.task("");
        for (int seed = 0; seed < seeds; seed++) {
            List<LabelledRow> rows = set.perLabel(count, seed);
            String source = new Generator(task, rows, seed).learned().source();
            Evaluation evaluation = DataSet.evaluate(task, source, set.test());
            accuracy += evaluation.accuracy() / seeds;
            macroF1 += evaluation.macroF1() / seeds;
        }
        return cell(accuracy, macroF1);
    }

    private static String all(DataSet set) {
        TaskSpec task = set.task("");
        double before = cpuSeconds();
        Generation generation = new Generator(task, set.perLabel(ALL, 0), 0).learned();
        double cpu = cpuSeconds() - before;
        Evaluation evaluation = DataSet.evaluate(task, generation.source(), set.test());
        return String.format(
                Locale.ROOT,
                "%s | %s | %.1f, %.1f | %d | %.0f",
                cell(evaluation),
                estimate(generation.estimate()),
                evaluation.p50Us(),
                evaluation.p99Us(),
                generation.source().length() / 1024,
                cpu);
    }

    private static String estimate(Estimate estimate) {
        return estimate == null
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%.1f (%.1f–%.1f)",
                        PERCENT * estimate.accuracy(),
                        PERCENT * estimate.interval().low(),
                        PERCENT * estimate.interval().high());
    }

    private static String cell(Evaluation evaluation) {
        return cell(evaluation.accuracy(), evaluation.macroF1());
    }

    /** Accuracy and, in brackets, macro-F1. */
    static String cell(double accuracy, double macroF1) {
        return String.format(Locale.ROOT, "%.1f (%.1f)", PERCENT * accuracy, PERCENT * macroF1);
    }

    private static double cpuSeconds() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }
}

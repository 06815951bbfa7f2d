package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.cli.terminal.Terminal;
import io.loopai.decision.Interval;
import io.loopai.generator.Generation;
import io.loopai.generator.select.Estimate;
import io.loopai.store.AddResult;
import io.loopai.task.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What became of {@code generate}, for programs and for people. */
final class GenerateReport {

    /** What is estimated is null, and so left out, where nothing could be measured. */
    private record Report(
            String task,
            int version,
            String strategy,
            Double estimatedAccuracy,
            Interval interval,
            double coverage,
            double costUsd,
            double seconds,
            long sourceBytes,
            Double macroF1,
            List<String> notes) {}

    private final String task;
    private final AddResult stored;
    private final Generation generation;
    private final int version;

    GenerateReport(String task, AddResult stored, Generation generation) {
        this.task = task;
        this.stored = stored;
        this.generation = generation;
        this.version = stored.metadata().version();
    }

    Object json() {
        Estimate estimate = generation.estimate();
        return new Report(
                task,
                version,
                generation.strategy(),
                estimate == null ? null : estimate.accuracy(),
                estimate == null ? null : estimate.interval(),
                generation.coverage(),
                generation.costUsd(),
                generation.seconds(),
                stored.metadata().sourceBytes(),
                estimate == null ? null : estimate.macroF1(),
                generation.notes());
    }

    void print(Terminal out, DataDirOption dataDir) {
        out.println(made(out.bold("v" + version)));
        out.println(accuracy(out));
        if (generation.threshold() > 0) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "answers %s of the records; abstains where it is less than %.2f sure",
                            Formats.percent(generation.coverage()),
                            generation.threshold()));
        }
        for (String note : generation.notes()) {
            out.println(out.yellow("note: ") + note);
        }
        if (!generation.candidates().isEmpty()) {
            out.println("");
            Table table = new Table().left("candidate").right("accuracy");
            generation
                    .candidates()
                    .forEach(each -> table.row(each.name(), Formats.percent(each.accuracy())));
            table.print(out);
        }
        out.println("");
        out.println("source: " + source(dataDir));
        out.println("next:");
        next(out, dataDir.again());
    }

    private String made(String name) {
        String details =
                " ("
                        + generation.strategy()
                        + ", "
                        + Formats.bytes(stored.metadata().sourceBytes())
                        + ", in "
                        + Formats.duration(
                                Duration.ofMillis(Math.round(generation.seconds() * 1e3)))
                        + (generation.costUsd() > 0
                                ? String.format(Locale.ROOT, ", for %.4f USD", generation.costUsd())
                                : "")
                        + ")";
        String made = stored.added() ? "made " : "this source is already ";
        return task + ": " + made + name + details + (isActive() ? "; it is active" : "");
    }

    private String accuracy(Terminal out) {
        Estimate estimate = generation.estimate();
        if (estimate == null) {
            return "accuracy: " + out.bold("nothing is claimed") + ", too few rows to measure it";
        }
        return "accuracy: "
                + out.bold("about " + Formats.percent(estimate.accuracy()))
                + " on new records, likely between "
                + Formats.percent(estimate.interval().low())
                + " and "
                + Formats.percent(estimate.interval().high())
                + "; macro-F1 "
                + Formats.percent(estimate.macroF1());
    }

    private Path source(DataDirOption dataDir) {
        return dataDir.path()
                .resolve("artifacts")
                .resolve(task)
                .resolve("v" + version)
                .resolve("Program.java");
    }

    private void next(Terminal out, String again) {
        String which = " --task " + task + " --version " + version;
        out.println("  loopai evaluate" + which + " --labels test.jsonl" + again);
        if (!isActive()) {
            out.println("  loopai program activate" + which + " --share 0.1" + again);
        }
    }

    private boolean isActive() {
        return stored.metadata().stage() == Stage.ACTIVE;
    }
}

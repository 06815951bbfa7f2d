package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.ProgressLine;
import io.loopai.cli.terminal.Table;
import io.loopai.cli.terminal.Terminal;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelFile;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.backtest.AccuracyPlot;
import io.loopai.generator.backtest.Backtest;
import io.loopai.generator.backtest.BacktestOptions;
import io.loopai.generator.backtest.BacktestResult;
import io.loopai.task.Sampling;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What Loopai would have done on a labelled history. */
@Command(
        name = "backtest",
        description = {
            "Replay a labelled history: what accuracy, how many questions to the oracle, what cost?",
            "The first rows of each label make the first program. From then on every row is answered"
                    + " in its turn, and the decisions that Loopai takes in production say about which"
                    + " rows the oracle is asked (its answer is the row's label), when a new program is"
                    + " made, and which one answers. Nothing is stored."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai backtest --task spam.yaml --stream history.jsonl",
            "  loopai backtest --task spam --stream history.jsonl --fallback --target 0.95",
            "  loopai backtest --task spam.yaml --stream history.jsonl --plot accuracy.svg",
            "  loopai backtest --task spam.yaml --stream rows.jsonl --shuffle --json | jq .oracle_calls",
        })
final class BacktestCommand implements Runnable {

    @Option(
            names = "--stream",
            required = true,
            paramLabel = "FILE",
            description = "The history, one labelled row on each line, the oldest first.")
    private Path stream;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Rows that are no part of the history, to measure the last program on.")
    private Path test;

    @Option(
            names = "--oracle-share",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description =
                    "The share of rows that sampling may ask about; what --fallback asks comes on"
                            + " top. Default: ${DEFAULT-VALUE}.")
    private double oracleShare;

    @Option(
            names = "--start",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Begin with the first N rows of each label. They are not replayed, and are not"
                            + " counted as questions to the oracle. Default: ${DEFAULT-VALUE}.")
    private int start;

    @Option(
            names = "--fallback",
            description = "Let programs abstain when they are not sure; the oracle answers then.")
    private boolean fallback;

    @Option(
            names = "--target",
            paramLabel = "SHARE",
            description = "The accuracy to reach. Default: the task's accuracy_target.")
    private Double target;

    @Option(
            names = "--sampling",
            paramLabel = "POLICY",
            defaultValue = "mixed",
            description =
                    "How rows to learn from are chosen: random, stratified, uncertainty,"
                            + " disagreement, mixed, edge_case, temporal or adaptive. Default:"
                            + " ${DEFAULT-VALUE}.")
    private Sampling.Policy sampling;

    @Option(
            names = "--price-per-call",
            paramLabel = "USD",
            defaultValue = "0",
            description = "What one question to the oracle costs. Default: ${DEFAULT-VALUE}.")
    private double price;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same result. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--shuffle",
            description =
                    "Put the rows into a random order first: for data that is ordered by label.")
    private boolean shuffle;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Take only the first N rows, after --shuffle. Default: all.")
    private Integer rows;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Draw the accuracy over time into this file (SVG).")
    private Path plot;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Spec private picocli.CommandLine.Model.CommandSpec command;

    @Override
    public void run() {
        checkOptions();
        TaskSpec spec = task.spec(dataDir);
        double wanted = target == null ? spec.accuracyTarget() : target;
        BacktestOptions options =
                new BacktestOptions(oracleShare, start, fallback, wanted, sampling, seed, price);
        try {
            List<LabelledRow> history = history(spec);
            List<LabelledRow> testRows = test == null ? List.of() : LabelFile.read(test, spec);
            Backtest backtest = Backtest.of(spec, history, options);
            replay(backtest);
            BacktestResult result = backtest.result(testRows);
            report(spec, result); // first: a plot that cannot be written does not lose it
            if (plot != null) {
                draw(AccuracyPlot.svg(spec.id(), backtest.right(), result.versions(), wanted));
            }
        } catch (InvalidLabelsException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }

    private void checkOptions() {
        checkShare("--oracle-share", oracleShare);
        if (target != null) {
            checkShare("--target", target);
        }
        checkAtLeast("--start", start, 1);
        if (rows != null) {
            checkAtLeast("--rows", rows, 1);
        }
        if (!(price >= 0)) {
            throw wrong("--price-per-call must be 0 or more, but is " + price);
        }
        if (plot != null) {
            checkPlot();
        }
    }

    /** A replay takes its time, so this is said before it. */
    private void checkPlot() {
        Path folder = plot.toAbsolutePath().getParent();
        if (Files.isDirectory(plot)) {
            throw wrong("--plot: " + plot + " is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw wrong(
                    "--plot: there is no folder "
                            + folder
                            + "; make it, or name a file in another one");
        }
    }

    private void checkShare(String option, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw wrong(option + " is a share between 0 and 1, such as 0.05, but is " + value);
        }
    }

    private void checkAtLeast(String option, int value, int least) {
        if (value < least) {
            throw wrong(option + " must be at least " + least + ", but is " + value);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private List<LabelledRow> history(TaskSpec spec) {
        List<LabelledRow> history = LabelFile.read(stream, spec);
        if (shuffle) {
            Collections.shuffle(history, new Random(seed));
        }
        return rows == null ? history : history.subList(0, Math.min(rows, history.size()));
    }

    private void replay(Backtest backtest) {
        ProgressLine progress = new ProgressLine(output.err());
        String all = Formats.count(backtest.rows());
        backtest.run(
                done ->
                        progress.update(
                                () -> Formats.count(done) + " of " + all + " rows replayed"));
        progress.clear();
    }

    private void draw(String svg) {
        try {
            Files.writeString(plot, svg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!output.json()) {
            output.out().println("");
            output.out().println("drawn into " + plot);
        }
    }

    private void report(TaskSpec spec, BacktestResult result) {
        if (output.json()) {
            output.print(result);
        } else {
            print(spec.id(), result);
        }
    }

    private void print(String name, BacktestResult result) {
        Terminal out = output.out();
        out.println(
                out.bold(name)
                        + ": accuracy "
                        + out.bold(Formats.percent(result.accuracyStream()))
                        + " on "
                        + Formats.count(result.streamRows())
                        + " rows, "
                        + Formats.percent(result.accuracyLastQuarter())
                        + " in the last quarter");
        out.println(
                "the oracle was asked "
                        + Formats.count(result.oracleCalls())
                        + " times ("
                        + Formats.percent((double) result.oracleCalls() / result.streamRows())
                        + " of the rows, "
                        + Formats.percent(result.oracleShareLastQuarter())
                        + " in the last quarter)"
                        + (price > 0
                                ? String.format(Locale.ROOT, ", for $%,.2f", result.costUsd())
                                : ""));
        if (result.accuracyTest() != null) {
            out.println(
                    "the last program on the test rows: accuracy "
                            + Formats.percent(result.accuracyTest())
                            + ", macro-F1 "
                            + Formats.percent(result.macroF1Test()));
        }
        out.println("");
        Table table =
                new Table()
                        .left("version")
                        .right("made at row")
                        .left("because")
                        .right("labels")
                        .right("estimate")
                        .right("live at row")
                        .left("how");
        for (BacktestResult.Made made : result.versions()) {
            table.row(
                    "v" + made.version(),
                    made.atRow(),
                    made.reason(),
                    made.labels(),
                    made.estimatedAccuracy() == null
                            ? null
                            : Formats.percent(made.estimatedAccuracy()),
                    made.promotedAtRow(),
                    made.how());
        }
        table.print(out);
    }
}

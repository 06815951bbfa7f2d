package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.cli.terminal.Terminal;
import io.loopai.generator.Evaluation;
import io.loopai.generator.LabelFile;
import io.loopai.generator.ProgramTrial;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.store.ArtifactRepository;
import io.loopai.task.Json;
import io.loopai.task.TaskSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a stored program on labelled rows. */
@Command(
        name = "evaluate",
        description = {
            "Measure a program on rows whose right answers are known.",
            "A row is a line such as {\"input\": {\"text\": \"WIN a prize\"}, \"output\": \"spam\"}. Take"
                    + " rows that the program was not made from. Abstaining and failing count as"
                    + " wrong in the accuracy.",
            "With a task file the rows are read and compared as the file says, and a warning says if"
                    + " the stored task differs. Nothing is stored."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai evaluate --task spam --labels test.jsonl",
            "  loopai evaluate --task spam --labels test.jsonl --version 2 --json | jq .accuracy",
        })
final class EvaluateCommand implements Runnable {

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "The rows, one JSON object on each line.")
    private Path labels;

    @Option(
            names = "--version",
            paramLabel = "N",
            converter = VersionConverter.class,
            description = "Which program: 3 or v3. Default: the active one, or else the newest.")
    private Integer version;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public void run() {
        ArtifactRepository artifacts = dataDir.artifacts();
        TaskSpec spec = task.spec(dataDir);
        warnIfChanged(artifacts.task(spec.id()), spec);
        int number =
                version != null ? version : Versions.activeOrNewest(artifacts, spec.id()).version();
        ProgramTrial trial = trial(spec, artifacts, number);
        Evaluation evaluation = Evaluation.of(trial, LabelFile.read(labels, spec));
        if (output.json()) {
            output.print(evaluation);
        } else {
            print(spec.id() + " v" + number, evaluation);
        }
    }

    /** What is stored is what answers in production. */
    private void warnIfChanged(TaskSpec stored, TaskSpec spec) {
        if (!Arrays.equals(Json.bytes(stored), Json.bytes(spec))) {
            output.warn(
                    "the task file differs from the stored task '"
                            + spec.id()
                            + "'; measured as the file says, while requests are answered as stored, until"
                            + " 'loopai generate' or 'loopai program add' is given the file");
        }
    }

    private static ProgramTrial trial(TaskSpec spec, ArtifactRepository artifacts, int number) {
        String source = artifacts.source(spec.id(), number);
        String compiler = Versions.numbered(artifacts, spec.id(), number).compiler();
        try {
            return new ProgramTrial(spec, Sandbox.compile(source, CompilerKind.of(compiler)));
        } catch (ProgramRejectedException e) {
            throw new CommandFailedException("v" + number + " was rejected\n" + e.getMessage(), e);
        }
    }

    private void print(String name, Evaluation evaluation) {
        Terminal out = output.out();
        out.println(
                out.bold(name)
                        + ": accuracy "
                        + out.bold(Formats.percent(evaluation.accuracy()))
                        + " on "
                        + Formats.count(evaluation.rows())
                        + " rows, macro-F1 "
                        + Formats.percent(evaluation.macroF1()));
        if (evaluation.answered() < evaluation.rows()) {
            out.println(
                    "answered "
                            + Formats.count(evaluation.answered())
                            + " ("
                            + Formats.percent(evaluation.accuracyAnswered())
                            + " of them rightly), abstained "
                            + Formats.count(evaluation.abstained())
                            + ", failed "
                            + Formats.count(evaluation.errors()));
        }
        out.println(
                String.format(
                        Locale.ROOT,
                        "time of an answer: p50 %.1f µs, p99 %.1f µs",
                        evaluation.p50Us(),
                        evaluation.p99Us()));
        out.println("");
        Table table =
                new Table()
                        .left("label")
                        .right("rows")
                        .right("precision")
                        .right("recall")
                        .right("F1");
        evaluation
                .perLabel()
                .forEach(
                        (label, of) ->
                                table.row(
                                        label,
                                        of.rows(),
                                        Formats.percent(of.precision()),
                                        Formats.percent(of.recall()),
                                        Formats.percent(of.f1())));
        table.print(out);
    }
}

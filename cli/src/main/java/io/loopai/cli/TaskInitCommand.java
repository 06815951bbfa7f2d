package io.loopai.cli;

import io.loopai.generator.LabelFile;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.draft.TaskDraft;
import io.loopai.task.Ids;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a first task file from labelled rows. */
@Command(
        name = "init",
        description = {
            "Write a first task file from labelled rows, to be edited.",
            "A row is a line such as {\"input\": {\"text\": \"WIN a prize\"}, \"output\": \"spam\"}."
                    + " The schemas are guessed from the rows; short rows of every label become"
                    + " examples."
        },
        footerHeading = "%nExamples:%n",
        footer = "  loopai task init --id spam --labels rows.jsonl --output spam.yaml")
final class TaskInitCommand implements Runnable {

    private record Report(String task, String file, int rows, int labels, int examples) {}

    @Spec private CommandSpec command;

    @Option(
            names = "--id",
            required = true,
            paramLabel = "ID",
            description = "The new task's id, such as spam.")
    private String id;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "The rows, one JSON object on each line.")
    private Path labels;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The task file to write, such as spam.yaml.")
    private Path file;

    @Option(names = "--force", description = "Replace the file if it exists already.")
    private boolean force;

    @Mixin private Output output;

    @Override
    public void run() {
        if (!Ids.isTaskId(id)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--id must be at most 100 letters, digits, '.', '_' or '-', and start with a"
                            + " letter or digit, but is '"
                            + id
                            + "'");
        }
        List<LabelledRow> rows = LabelFile.read(labels);
        TaskDraft draft = TaskDraft.of(id, rows);
        String yaml = draft.yaml();
        TaskFile.parse(yaml, file.toString());
        write(yaml);
        int answers = (int) rows.stream().map(LabelledRow::output).distinct().count();
        Report report =
                new Report(id, file.toString(), rows.size(), answers, draft.examples().size());
        if (output.json()) {
            output.print(report);
        } else {
            print(report);
        }
    }

    private void write(String yaml) {
        OpenOption[] options =
                force
                        ? new OpenOption[0]
                        : new OpenOption[] {
                            StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE
                        };
        try {
            Files.writeString(file, yaml, options);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException(
                    file + ": exists already; name another file, or replace it with --force", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Report report) {
        output.out()
                .println(
                        String.format(
                                Locale.ROOT,
                                "%s: wrote task '%s' (rows: %,d, different answers: %,d, examples:"
                                        + " %d)",
                                file,
                                id,
                                report.rows(),
                                report.labels(),
                                report.examples()));
        if (report.labels() == 1) {
            output.warn(
                    labels
                            + ": all rows have the same answer, from which nothing can be learned; add"
                            + " rows with other answers");
        }
        output.out().println("next: say in its description what the answer means, and then");
        output.out().println("  loopai task check " + file);
        output.out().println("  loopai generate --task " + file + " --labels " + labels);
    }
}

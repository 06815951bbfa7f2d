package io.loopai.cli;

import io.loopai.cli.terminal.Table;
import io.loopai.signature.VerificationKeys;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.task.ControlMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which tasks a job with these public keys would run. */
@Command(
        name = "check",
        description = "Say which tasks a job with these public keys would run, and why not others.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all are trusted", "1:at least one is not", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai keys check --public-key release.pub.pem",
            "  loopai keys check --public-key old.pub.pem --public-key new.pub.pem --json",
        })
final class KeysCheckCommand implements Callable<Integer> {

    private record Row(String task, long revision, boolean trusted, String reason) {}

    private record Report(List<String> keys, List<Row> tasks) {}

    @Option(
            names = "--public-key",
            required = true,
            paramLabel = "FILE",
            description = "One or more; a signature by any of them is enough.")
    private List<Path> files;

    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public Integer call() {
        VerificationKeys keys =
                VerificationKeys.of(files.stream().map(KeysCheckCommand::read).toList());
        ArtifactRepository artifacts = dataDir.artifacts();
        List<Row> rows = new ArrayList<>();
        for (String task : artifacts.tasks()) {
            row(task, artifacts, keys).ifPresent(rows::add);
        }
        if (output.json()) {
            output.print(new Report(keys.ids(), rows));
        } else {
            print(rows);
        }
        return rows.stream().allMatch(Row::trusted) ? 0 : 1;
    }

    private static Optional<Row> row(
            String task, ArtifactRepository artifacts, VerificationKeys keys) {
        try {
            return artifacts.published(task).map(message -> row(task, message, keys));
        } catch (ArtifactException e) {
            return Optional.of(new Row(task, 0, false, e.getMessage())); // the others count too
        }
    }

    private static Row row(String task, ControlMessage message, VerificationKeys keys) {
        Optional<String> problem = keys.problem(message.deployment(), message.signatures());
        return new Row(task, message.read().revision(), problem.isEmpty(), problem.orElse(null));
    }

    private void print(List<Row> rows) {
        if (rows.isEmpty()) {
            output.out().println("nothing is deployed yet");
            return;
        }
        Table table = new Table().left("task").right("revision").left("trusted").left("why not");
        for (Row row : rows) {
            table.row(
                    row.task(),
                    String.valueOf(row.revision()),
                    row.trusted() ? "yes" : "no",
                    row.trusted() ? "" : row.reason());
        }
        table.print(output.out());
    }

    /** The PEM text of a public key. */
    static String read(Path file) {
        try {
            String pem = Files.readString(file);
            VerificationKeys.of(List.of(pem));
            return pem;
        } catch (IOException e) {
            throw new CommandFailedException(
                    file + ": cannot be read; name the file with the public key", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(file + ": " + e.getMessage(), e);
        }
    }
}

package io.loopai.cli;

import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where tasks, programs and data sets are. */
final class DataDirOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LOOPAI_DATA_DIR:-loopai-data}",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Where tasks, programs and data sets are. Without it: the environment variable"
                            + " LOOPAI_DATA_DIR, or else loopai-data in the current folder.")
    private Path directory;

    Path path() {
        return directory;
    }

    /** The folder, created when it is missing. */
    DataDir create() {
        return DataDir.open(directory);
    }

    /** What is stored in the folder, which must exist. */
    ArtifactRepository artifacts() {
        return new ArtifactRepository(existing());
    }

    /** The same, for a command that changes what runs. */
    ArtifactRepository artifacts(SigningOption signing) {
        return new ArtifactRepository(existing(), signing.key());
    }

    /** The folder, which must exist: a typing mistake must not create one. */
    DataDir existing() {
        if (!Files.exists(directory)) {
            throw new CommandFailedException(
                    directory
                            + ": no such folder; name the data folder with --data-dir, or start one"
                            + " with 'loopai generate' or 'loopai program add'");
        }
        return DataDir.open(directory);
    }

    /** What the next command must say to mean the same folder, with a space in front. */
    String again() {
        return command.commandLine().getParseResult().hasMatchedOption("--data-dir")
                ? " --data-dir " + directory
                : "";
    }
}

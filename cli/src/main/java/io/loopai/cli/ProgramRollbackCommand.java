package io.loopai.cli;

import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts an earlier version back. */
@Command(
        name = "rollback",
        description = "Put an earlier program back in place of the active one.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai program rollback --task spam",
            "  loopai program rollback --task spam --version 1",
        })
final class ProgramRollbackCommand implements Runnable {

    @Option(
            names = "--version",
            paramLabel = "N",
            converter = VersionConverter.class,
            description = "Which one to put back: 3 or v3. Default: the one active before.")
    private Integer version;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        OptionalInt target = version == null ? OptionalInt.empty() : OptionalInt.of(version);
        Versions.report(dataDir.artifacts(signing).rollback(task.id(), target), output);
    }
}

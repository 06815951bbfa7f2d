package io.loopai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a canary or a shadow. */
@Command(
        name = "withdraw",
        description = "Stop a canary or shadow; the active program answers all requests again.",
        footerHeading = "%nExamples:%n",
        footer = "  loopai program withdraw --task spam --version 2")
final class ProgramWithdrawCommand implements Runnable {

    @Option(
            names = "--version",
            required = true,
            paramLabel = "N",
            converter = VersionConverter.class,
            description = "Which one: 3 or v3.")
    private int version;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        Versions.report(dataDir.artifacts(signing).withdraw(task.id(), version), output);
    }
}

package io.loopai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Confirms that a version is no longer to run. */
@Command(
        name = "quarantine",
        description = {
            "Stop a program that fails; the standby becomes the active one.",
            "A running job quarantines by itself: above 20%% of failures in at least 200 requests a"
                    + " subtask lets the standby answer until the next deployment. This makes it"
                    + " last; to take it back, roll back or activate."
        },
        footerHeading = "%nExamples:%n",
        footer = "  loopai program quarantine --task spam --version 2")
final class ProgramQuarantineCommand implements Runnable {

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
        Versions.report(dataDir.artifacts(signing).quarantine(task.id(), version), output);
    }
}

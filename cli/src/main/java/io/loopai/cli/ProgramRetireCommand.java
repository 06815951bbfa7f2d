package io.loopai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a task. */
@Command(
        name = "retire",
        description = "Stop a task: none of its programs runs until one is activated.",
        footerHeading = "%nExamples:%n",
        footer = "  loopai program retire --task spam")
final class ProgramRetireCommand implements Runnable {

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        Versions.report(dataDir.artifacts(signing).retire(task.id()), output);
    }
}

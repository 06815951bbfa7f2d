package io.loopai.cli;

import io.loopai.store.ArtifactRepository;
import io.loopai.task.Deployment;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a version all requests, a share of them, or none but a look at all of them. */
@Command(
        name = "activate",
        description = "Let a program answer: all requests, a share of them, or in shadow.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai program activate --task spam --version 2 --shadow",
            "  loopai program activate --task spam --version 2 --share 0.1",
            "  loopai program activate --task spam --version 2",
        })
final class ProgramActivateCommand implements Runnable {

    private static final class Challenge {
        @Option(
                names = "--share",
                paramLabel = "SHARE",
                description =
                        "Answer this share of the requests as a canary: 0.1 is every tenth. The"
                                + " active program keeps the rest.")
        private Double share;

        @Option(
                names = "--shadow",
                description = "Run on all requests beside the active program; answer nobody.")
        private boolean shadow;
    }

    @Option(
            names = "--version",
            required = true,
            paramLabel = "N",
            converter = VersionConverter.class,
            description = "Which one: 3 or v3.")
    private int version;

    @ArgGroup(exclusive = true)
    private Challenge challenge;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        Versions.report(deploy(dataDir.artifacts(signing), task.id()), output);
    }

    private Deployment deploy(ArtifactRepository artifacts, String id) {
        if (challenge == null) {
            return artifacts.activate(id, version);
        }
        return challenge.shadow
                ? artifacts.shadow(id, version, 1)
                : artifacts.canary(id, version, challenge.share);
    }
}

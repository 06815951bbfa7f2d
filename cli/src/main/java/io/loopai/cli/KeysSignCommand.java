package io.loopai.cli;

import io.loopai.signature.SigningKey;
import io.loopai.store.ArtifactRepository;
import io.loopai.task.Deployment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Signs what is deployed already. */
@Command(
        name = "sign",
        description = {
            "Sign what is deployed for a task as it is, whoever decided it.",
            "Needed once when signatures are introduced, and when the key changes; later the commands"
                    + " that deploy sign by themselves. Look at the versions first ('loopai program"
                    + " show')."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  loopai keys sign --task spam --signing-key release.pem"})
final class KeysSignCommand implements Runnable {

    @Mixin private TaskOption task;
    @Mixin private SigningOption signing;
    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public void run() {
        SigningKey key = signing.required();
        ArtifactRepository artifacts = dataDir.artifacts();
        Deployment deployment =
                artifacts
                        .deployment(task.id())
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "nothing was ever deployed for '"
                                                        + task.id()
                                                        + "'; deploy with --signing-key, and it is"
                                                        + " signed from the start"));
        artifacts.sign(task.id(), key);
        Versions.report(deployment, output);
        if (!output.json()) {
            output.out().println("signed with the key " + key.id());
        }
    }
}

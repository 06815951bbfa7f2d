package io.loopai.cli;

import io.loopai.cli.Versions.Running;
import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.VersionMetadata;
import io.loopai.task.Deployment;
import io.loopai.task.Stage;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the versions of a task. */
@Command(
        name = "list",
        description = "List the programs of a task; * marks the active one.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai program list --task spam",
            "  loopai program list --task spam --json | jq '.versions[].hash'",
        })
final class ProgramListCommand implements Runnable {

    private record Report(String task, List<VersionMetadata> versions, Running running) {}

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public void run() {
        ArtifactRepository artifacts = dataDir.artifacts();
        String id = task.id();
        List<VersionMetadata> versions = artifacts.versions(id);
        Optional<Deployment> deployment = artifacts.deployment(id);
        if (output.json()) {
            output.print(new Report(id, versions, deployment.map(Running::of).orElse(null)));
            return;
        }
        Table table =
                new Table()
                        .left("")
                        .left("version")
                        .left("stage")
                        .left("created")
                        .right("source")
                        .left("hash");
        for (VersionMetadata version : versions) {
            table.row(
                    version.stage() == Stage.ACTIVE ? "*" : "",
                    "v" + version.version(),
                    Versions.stage(version, deployment),
                    version.createdAt(),
                    Formats.bytes(version.sourceBytes()),
                    Versions.shortHash(version));
        }
        table.print(output.out());
    }
}

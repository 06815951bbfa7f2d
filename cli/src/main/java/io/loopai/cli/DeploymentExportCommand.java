package io.loopai.cli;

import io.loopai.kafka.DeploymentTopic;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rebuilds a data folder's artifacts from Kafka. */
@Command(
        name = "export",
        description = {
            "Write the newest deployments of the topic into the data folder, with the sources of their"
                    + " live versions.",
            "Older versions are not in the topic. Tasks of which the folder has a newer revision are"
                    + " left alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai deployment export --data-dir copy",
            "  loopai deployment export --json"
        })
final class DeploymentExportCommand implements Runnable {

    private record Row(String task, long revision, boolean written) {}

    private record Report(List<Row> deployments) {}

    @Option(names = "--task", paramLabel = "TASK", description = "Only this task's.")
    private String task;

    @Mixin private KafkaOption kafka;
    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public void run() {
        List<ControlMessage> recent = new DeploymentTopic(kafka.settings()).recent();
        DataDir data = dataDir.create();
        ArtifactRepository artifacts = new ArtifactRepository(data);
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ControlMessage message : recent) {
            Deployment deployment = message.read();
            boolean wanted = task == null || task.equals(deployment.task());
            if (wanted && seen.add(deployment.task())) { // the newest comes first
                boolean written = artifacts.adopt(message);
                rows.add(new Row(deployment.task(), deployment.revision(), written));
            }
        }
        if (task != null && rows.isEmpty()) {
            throw new CommandFailedException(
                    "task '%s' is not in %s"
                            .formatted(task, kafka.settings().topics().deployments()));
        }
        if (output.json()) {
            output.print(new Report(rows));
            return;
        }
        if (rows.isEmpty()) {
            output.out().println("nothing is deployed");
        }
        rows.forEach(row -> output.out().println(line(row, data)));
    }

    private static String line(Row row, DataDir data) {
        return row.written()
                ? "wrote %s, revision %d, to %s"
                        .formatted(row.task(), row.revision(), data.artifacts(row.task()))
                : "%s has revision %d or a newer one already"
                        .formatted(data.artifacts(row.task()), row.revision());
    }
}

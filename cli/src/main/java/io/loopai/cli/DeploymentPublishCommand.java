package io.loopai.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicSetup;
import io.loopai.signature.VerificationKeys;
import io.loopai.store.ArtifactRepository;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes what a data folder deploys. */
@Command(
        name = "publish",
        description = {
            "Publish what is deployed in the data folder, as it is written and signed there.",
            "Revisions that the topic has already are left alone. Topics that are missing are created,"
                    + " unless --no-create is given."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai deployment publish",
            "  loopai deployment publish --task spam --kafka broker-1:9092,broker-2:9092",
        })
final class DeploymentPublishCommand implements Runnable {

    private record Row(String task, long revision, boolean published, @JsonIgnore long newest) {}

    private record Report(List<String> createdTopics, List<Row> deployments) {}

    @Option(names = "--task", paramLabel = "TASK", description = "Only this task's.")
    private String task;

    @Option(names = "--no-create", description = "Create no topics.")
    private boolean noCreate;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = {
                "Of what the topic has, count only what one of these keys verifies, like a job that"
                        + " has the same keys."
            })
    private List<Path> publicKeys = List.of();

    @Mixin private KafkaOption kafka;
    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public void run() {
        ArtifactRepository artifacts = dataDir.artifacts();
        KafkaSettings settings = kafka.settings();
        List<String> created = noCreate ? List.of() : create(settings);
        DeploymentTopic topic = new DeploymentTopic(settings);
        Map<String, Long> known = new HashMap<>();
        for (ControlMessage message : topic.recent(counting())) {
            Deployment deployment = message.read();
            known.merge(deployment.task(), deployment.revision(), Math::max);
        }
        List<Row> rows = new ArrayList<>();
        List<ControlMessage> news = new ArrayList<>();
        for (String id : task == null ? artifacts.tasks() : List.of(task)) {
            artifacts
                    .published(id)
                    .ifPresent(
                            message -> {
                                long revision = message.read().revision();
                                long newest = known.getOrDefault(id, 0L);
                                boolean isNews = revision > newest;
                                rows.add(new Row(id, revision, isNews, newest));
                                if (isNews) {
                                    news.add(message);
                                }
                            });
        }
        topic.publish(news);
        print(new Report(created, rows), settings);
    }

    private Predicate<ControlMessage> counting() {
        if (publicKeys.isEmpty()) {
            return message -> true;
        }
        VerificationKeys keys =
                VerificationKeys.of(publicKeys.stream().map(KeysCheckCommand::read).toList());
        return message -> keys.problem(message.deployment(), message.signatures()).isEmpty();
    }

    private static List<String> create(KafkaSettings settings) {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            return setup.createMissing(LoopaiOptions.KAFKA_PARTITIONS.defaultValue());
        }
    }

    private void print(Report report, KafkaSettings settings) {
        if (output.json()) {
            output.print(report);
            return;
        }
        report.createdTopics().forEach(name -> output.out().println("created topic " + name));
        if (report.deployments().isEmpty()) {
            output.out().println("nothing is deployed in " + dataDir.path());
        }
        for (Row row : report.deployments()) {
            output.out().println(line(row, settings.topics().deployments()));
        }
    }

    private static String line(Row row, String topic) {
        if (row.published()) {
            return "published %s, revision %d, to %s".formatted(row.task(), row.revision(), topic);
        }
        return row.newest() == row.revision()
                ? "%s has revision %d of %s already".formatted(topic, row.revision(), row.task())
                : "%s has revision %d of %s, so %d is not published; when that one is not yours, count only what your keys verify, with --public-key"
                        .formatted(topic, row.newest(), row.task(), row.revision());
    }
}

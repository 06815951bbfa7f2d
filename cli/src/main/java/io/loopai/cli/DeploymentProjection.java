package io.loopai.cli;

import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.KafkaUnavailableException;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.task.ControlMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the control topic as the artifact repository says: what is deployed there is published, soon
 * after it was decided. Only what is newer than the topic is written.
 */
final class DeploymentProjection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentProjection.class);
    private static final long INTERVAL_MILLIS = 500;

    private final ArtifactRepository artifacts;
    private final DeploymentTopic topic;
    private final Map<String, Long> published = new HashMap<>();
    private final Map<String, String> warnings = new HashMap<>();
    private final ScheduledExecutorService thread;

    private DeploymentProjection(ArtifactRepository artifacts, DeploymentTopic topic) {
        this.artifacts = artifacts;
        this.topic = topic;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread daemon = new Thread(work, "loopai-deployments");
                            daemon.setDaemon(true);
                            return daemon;
                        });
    }

    /** What is deployed now is in the topic when this returns. */
    static DeploymentProjection start(ArtifactRepository artifacts, KafkaSettings settings) {
        DeploymentTopic topic = new DeploymentTopic(settings);
        DeploymentProjection projection = new DeploymentProjection(artifacts, topic);
        for (ControlMessage message : topic.recent()) {
            var deployment = message.read();
            projection.published.merge(deployment.task(), deployment.revision(), Math::max);
        }
        projection.publishNews();
        projection.thread.scheduleWithFixedDelay(
                projection::tryToPublish, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return projection;
    }

    private void tryToPublish() {
        try {
            publishNews();
        } catch (KafkaUnavailableException e) {
            LOG.warn("Deployments are not published yet: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Deployments are not published yet", e); // an exception would end the schedule
        }
    }

    private void publishNews() {
        for (String task : artifacts.tasks()) {
            Optional<ControlMessage> message = read(task);
            long revision = message.map(m -> m.read().revision()).orElse(0L);
            if (revision > published.getOrDefault(task, 0L)) {
                topic.publish(List.of(message.get()));
                published.put(task, revision);
            }
        }
    }

    private Optional<ControlMessage> read(String task) {
        try {
            Optional<ControlMessage> message = artifacts.published(task);
            warnings.remove(task);
            return message;
        } catch (ArtifactException e) {
            if (!e.getMessage().equals(warnings.put(task, e.getMessage()))) {
                LOG.warn("Task '{}' keeps what runs: {}", task, e.getMessage());
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

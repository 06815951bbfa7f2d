package io.loopai.files;

import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits at every tick the deployments that were published since the last one. */
final class NewDeployments extends RichFlatMapFunction<Long, ControlMessage> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(NewDeployments.class);

    private final String dataDir;

    private transient ArtifactRepository artifacts;

    /** By task. Not in Flink's state: after a restore, receivers may need all of them again. */
    private transient Map<String, ControlMessage> emitted;

    private transient Map<String, String> warnings;

    NewDeployments(String dataDir) {
        this.dataDir = dataDir;
    }

    @Override
    public void open(OpenContext context) {
        artifacts = new ArtifactRepository(DataDir.open(Path.of(dataDir)));
        emitted = new HashMap<>();
        warnings = new HashMap<>();
    }

    @Override
    public void flatMap(Long tick, Collector<ControlMessage> out) {
        for (String task : artifacts.tasks()) {
            read(task)
                    .filter(message -> !message.equals(emitted.put(task, message)))
                    .ifPresent(out::collect);
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
}

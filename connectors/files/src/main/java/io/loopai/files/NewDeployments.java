package io.loopai.files;

import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits at every tick the deployments whose revision has grown since the last one. */
final class NewDeployments extends RichFlatMapFunction<Long, String> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(NewDeployments.class);

    private final String dataDir;

    private transient ArtifactRepository artifacts;

    /** By task. Not in Flink's state: after a restore, receivers may need all of them again. */
    private transient Map<String, Long> revisions;

    private transient Map<String, String> warnings;

    NewDeployments(String dataDir) {
        this.dataDir = dataDir;
    }

    @Override
    public void open(OpenContext context) {
        artifacts = new ArtifactRepository(DataDir.open(Path.of(dataDir)));
        revisions = new HashMap<>();
        warnings = new HashMap<>();
    }

    @Override
    public void flatMap(Long tick, Collector<String> out) {
        for (String task : artifacts.tasks()) {
            read(task).filter(this::isNew).ifPresent(d -> emit(d, out));
        }
    }

    private Optional<Deployment> read(String task) {
        try {
            Optional<Deployment> deployment = artifacts.deployment(task);
            warnings.remove(task);
            return deployment;
        } catch (ArtifactException e) {
            if (!e.getMessage().equals(warnings.put(task, e.getMessage()))) {
                LOG.warn("Task '{}' keeps what runs: {}", task, e.getMessage());
            }
            return Optional.empty();
        }
    }

    private boolean isNew(Deployment deployment) {
        return deployment.revision() > revisions.getOrDefault(deployment.task(), 0L);
    }

    private void emit(Deployment deployment, Collector<String> out) {
        out.collect(new String(Json.bytes(deployment), StandardCharsets.UTF_8));
        revisions.put(deployment.task(), deployment.revision());
    }
}

package io.loopai.jobs;

import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployments in a data folder. A task whose files are damaged is left out with a warning, so
 * that it cannot stop the others; only the job's own task stops the job.
 */
final class StoredDeployments implements DeploymentSnapshot {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(StoredDeployments.class);

    private final String dataDir;
    private final String ownTask;

    /**
     * @param ownTask the task of requests that name none; may be null
     */
    StoredDeployments(Path dataDir, String ownTask) {
        this.dataDir = dataDir.toString(); // a Path is not serializable
        this.ownTask = ownTask;
    }

    @Override
    public List<ControlMessage> read() {
        ArtifactRepository artifacts = new ArtifactRepository(DataDir.open(Path.of(dataDir)));
        List<ControlMessage> deployments = new ArrayList<>();
        for (String task : artifacts.tasks()) {
            try {
                artifacts.published(task).ifPresent(deployments::add);
            } catch (ArtifactException e) {
                if (task.equals(ownTask)) {
                    throw e;
                }
                LOG.warn("Task '{}' is left out: {}", task, e.getMessage());
            }
        }
        return deployments;
    }
}

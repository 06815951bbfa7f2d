package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.service.db.TaskTable;
import io.loopai.service.db.VersionTable;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.TaskState;
import io.loopai.task.Stage;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes versions that nobody goes back to, from the database and the data folder.
 *
 * <p>What runs, stands by, or was active before stays however old it is, and so does a program that a
 * person has written and nobody has tried yet. Numbers are not used again. As long as the
 * folder has still to be told of something, nothing of the task is deleted.
 */
final class OldVersions {

    private static final Logger LOG = LoggerFactory.getLogger(OldVersions.class);

    private final Ledger ledger;
    private final ArtifactRepository artifacts;

    OldVersions(Ledger ledger, ArtifactRepository artifacts) {
        this.ledger = ledger;
        this.artifacts = artifacts;
    }

    /**
     * Of all tasks.
     *
     * @param kept the newest of each task
     */
    void delete(int kept) {
        for (TaskTable.Row task : ledger.read(TaskTable::all)) {
            try {
                ledger.change(handle -> delete(handle, task.id(), kept));
            } catch (ArtifactException e) {
                LOG.warn("Old versions of '{}' are not deleted: {}", task.id(), e.getMessage());
            }
        }
    }

    private Void delete(Handle handle, String task, int kept) {
        TaskTable.lock(handle, task);
        TaskState state = Ledger.state(task, DeploymentTable.newest(handle, task));
        List<VersionTable.Row> versions = VersionTable.all(handle, task);
        List<VersionTable.Row> done =
                versions.subList(0, Math.max(0, versions.size() - kept)).stream()
                        .filter(row -> isDone(row, state))
                        .toList();
        if (!done.isEmpty() && Outbox.isPending(handle, FolderProjection.NAME, task)) {
            // What is told of versions after they are deleted would bring them back.
            LOG.warn(
                    "Old versions of '{}' ({}) are not deleted yet: the data folder has still to be"
                            + " told of what was decided; when this comes again, look at the warnings"
                            + " about that folder",
                    task,
                    done.size());
            return null;
        }
        for (VersionTable.Row row : done) {
            VersionTable.delete(handle, task, row.version());
            // Deleted last: what is missing here and not there is brought back.
            if (artifacts.has(task)) {
                artifacts.remove(task, row.version());
            }
            LOG.info("v{} of '{}' is deleted: there are {} newer ones", row.version(), task, kept);
        }
        return null;
    }

    private static boolean isDone(VersionTable.Row row, TaskState state) {
        int version = row.version();
        Stage stage = state.stageOf(version);
        boolean untried = stage == null && row.strategy().equals(NewProgram.MANUAL);
        return !untried
                && state.deployed(version).isEmpty()
                && state.activeBefore().stream().noneMatch(before -> before == version);
    }
}

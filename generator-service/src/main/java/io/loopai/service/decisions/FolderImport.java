package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.service.db.TaskTable;
import io.loopai.service.db.VersionTable;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.store.Decision;
import io.loopai.store.TaskState;
import io.loopai.store.VersionMetadata;
import io.loopai.task.ControlMessage;
import io.loopai.task.Ids;
import io.loopai.task.LiveVersion;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what was decided in the data folder with the {@code loopai} command: tasks, versions,
 * and deployments of a higher revision.
 *
 * <p>When the folder holds another decision under the revision that the database has, both were
 * taken at the same moment; the one in the database then holds, under the next revision.
 */
final class FolderImport {

    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);

    /** File systems that keep times coarsely may give two changes the same one. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final DataDir data;
    private final ArtifactRepository artifacts;
    private final Ledger ledger;
    private final Heads heads;
    private final Signer signer;
    private final Map<String, Instant> looked = new HashMap<>();
    private final Map<String, String> warnings = new ConcurrentSkipListMap<>();

    FolderImport(
            DataDir data, ArtifactRepository artifacts, Ledger ledger, Heads heads, Signer signer) {
        this.data = data;
        this.artifacts = artifacts;
        this.ledger = ledger;
        this.heads = heads;
        this.signer = signer;
    }

    /** Takes over what is new of all tasks. */
    void lookAround() {
        List<String> tasks = artifacts.tasks();
        warnings.keySet().retainAll(tasks);
        tasks.forEach(this::look);
    }

    /** Of which tasks the folder is not taken over, and why: a line for each. */
    List<String> problems() {
        return List.copyOf(warnings.values());
    }

    /** Takes over what is new of a task, if it has a folder. */
    synchronized void look(String task) {
        if (!Ids.isTaskId(task)) {
            return;
        }
        try {
            Optional<Instant> changed = changed(task);
            if (changed.isEmpty() || changed.get().equals(looked.get(task))) {
                return;
            }
            boolean done = artifacts.has(task) && takeOver(task);
            boolean settled = changed.get().isBefore(Instant.now().minus(COARSE));
            if (done && settled) {
                looked.put(task, changed.get());
            }
            warnings.remove(task);
        } catch (ArtifactException | DecisionRefusedException e) {
            looked.remove(task); // a copy that is put back may have the time of what it replaces
            String warning = "Task '" + task + "' keeps what runs: " + e.getMessage();
            if (!warning.equals(warnings.put(task, warning))) {
                LOG.warn("{}", warning);
            }
        }
    }

    /** Everything that is decided is renamed into the task's folder, which gives it a new time. */
    private Optional<Instant> changed(String task) {
        try {
            return Optional.of(Files.getLastModifiedTime(data.artifacts(task)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The folder is read while the task is locked: nothing that was decided here is older there. */
    private boolean takeOver(String task) {
        return ledger.change(
                handle -> {
                    insertMissing(handle, task);
                    Optional<TaskTable.Row> row = TaskTable.lock(handle, task);
                    if (row.isEmpty() || Outbox.isPending(handle, FolderProjection.NAME, task)) {
                        return false; // what was decided here goes there first
                    }
                    Optional<ControlMessage> message = artifacts.published(task);
                    TaskState there =
                            message.map(found -> TaskState.parse(found.deployment()))
                                    .orElseGet(() -> TaskState.none(task));
                    takeOverVersions(handle, task);
                    takeOver(handle, row.get(), there, message.orElse(null));
                    artifacts.findTask(task).ifPresent(spec -> describe(handle, there, spec));
                    heads.lift(handle, TaskTable.find(handle, task).orElseThrow());
                    return true;
                });
    }

    private void insertMissing(Handle handle, String task) {
        if (TaskTable.find(handle, task).isEmpty()) {
            artifacts
                    .findTask(task)
                    .ifPresent(spec -> TaskTable.insert(handle, spec, null, Ledger.now()));
        }
    }

    private void takeOverVersions(Handle handle, String task) {
        List<Integer> known = VersionTable.numbers(handle, task);
        for (VersionMetadata version : artifacts.versions(task)) {
            if (!known.contains(version.version())) {
                String source = artifacts.source(task, version.version());
                insert(handle, task, version, source);
            }
        }
    }

    private static void insert(Handle handle, String task, VersionMetadata version, String source) {
        if (VersionTable.withHash(handle, task, version.hash()).isPresent()) {
            return; // the same source under two numbers: the first one holds
        }
        String strategy =
                version.generation() == null
                        ? NewProgram.MANUAL
                        : version.generation().path("strategy").asText(NewProgram.MANUAL);
        VersionTable.insert(
                handle,
                new VersionTable.Row(
                        task,
                        version.version(),
                        version.hash(),
                        source,
                        version.compiler(),
                        strategy,
                        version.generation(),
                        version.createdAt()));
    }

    private void takeOver(
            Handle handle, TaskTable.Row task, TaskState there, ControlMessage message) {
        long revision = there.deployment().revision();
        if (revision > task.revision()) {
            for (LiveVersion live : there.deployment().versions()) {
                requireSame(handle, task.id(), live);
            }
            TaskSpec spec = there.deployment().spec();
            record(
                    handle,
                    there,
                    message,
                    "decided in the data folder",
                    DeploymentTable.Origin.FOLDER,
                    spec == null ? task.spec() : spec);
        } else if (revision < task.revision()) {
            Outbox.add(
                    handle,
                    FolderProjection.NAME,
                    task.id(),
                    Outbox.Kind.DEPLOYMENT,
                    task.revision());
        } else if (message != null) {
            compare(
                    handle,
                    task,
                    DeploymentTable.find(handle, task.id(), revision).orElseThrow(),
                    message);
        }
    }

    private void compare(
            Handle handle,
            TaskTable.Row task,
            DeploymentTable.Row inForce,
            ControlMessage message) {
        if (inForce.message().equals(message)) {
            return;
        }
        if (inForce.message().deployment().equals(message.deployment())) {
            // The same decision, signed meanwhile: receivers that want a signature want it anew.
            DeploymentTable.sign(handle, task.id(), inForce.revision(), message.signatures());
            ledger.tell(handle, task.id(), Outbox.Kind.DEPLOYMENT, inForce.revision());
            return;
        }
        LOG.warn(
                "Revision {} of '{}' was decided in the data folder and in the service at the same"
                        + " time; the service's decision holds",
                inForce.revision(),
                task.id());
        signer.requireOwn(inForce);
        TaskState again =
                new Decision(
                                TaskState.parse(inForce.message().deployment()),
                                new StoredRows(handle, task))
                        .confirm();
        record(
                handle,
                again,
                signer.message(again.text(), Optional.of(inForce)),
                "holds against a decision in the data folder that was taken at the same time",
                DeploymentTable.Origin.SERVICE,
                task.spec());
    }

    private void record(
            Handle handle,
            TaskState state,
            ControlMessage message,
            String reason,
            DeploymentTable.Origin origin,
            TaskSpec spec) {
        ledger.record(
                handle,
                new DeploymentTable.Row(
                        state.deployment().task(),
                        state.deployment().revision(),
                        message,
                        reason,
                        origin,
                        Optional.ofNullable(state.deployment().publishedAt())
                                .orElseGet(Ledger::now)),
                spec);
    }

    /** A version number means one source, here and there. */
    private static void requireSame(Handle handle, String task, LiveVersion live) {
        Optional<VersionTable.Row> stored = VersionTable.find(handle, task, live.version());
        if (stored.isEmpty()) {
            insert(
                    handle,
                    task,
                    new VersionMetadata(
                            live.version(),
                            live.hash(),
                            live.compiler(),
                            null,
                            Ledger.now(),
                            null,
                            0,
                            null),
                    live.source());
        } else if (!stored.get().hash().equals(live.hash())) {
            throw new DecisionRefusedException(
                    "v"
                            + live.version()
                            + " of '"
                            + task
                            + "' has another source in the data folder than in the database; store"
                            + " it there as a version of its own");
        }
    }

    /** A task that does not run may be described anew without a decision. */
    private static void describe(Handle handle, TaskState there, TaskSpec spec) {
        TaskTable.Row row = TaskTable.find(handle, spec.id()).orElseThrow();
        boolean idle =
                there.deployment().isRetired() && there.deployment().revision() == row.revision();
        if (idle && !row.isDescribedBy(spec)) {
            TaskTable.update(handle, spec, row.revision(), Ledger.now());
        }
    }
}

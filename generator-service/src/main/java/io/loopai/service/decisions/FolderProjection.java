package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.service.db.TaskTable;
import io.loopai.service.db.VersionTable;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.VersionMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The artifacts in the data folder: tasks, versions, and what runs. */
final class FolderProjection implements Projection {

    static final String NAME = "folder";

    private static final Logger LOG = LoggerFactory.getLogger(FolderProjection.class);

    private final ArtifactRepository artifacts;
    private final Ledger ledger;

    FolderProjection(ArtifactRepository artifacts, Ledger ledger) {
        this.artifacts = artifacts;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean takes(Outbox.Kind kind) {
        return true;
    }

    /** A task whose folder is damaged does not hold up the others. */
    @Override
    public Told tell(List<Outbox.Entry> entries) {
        List<Outbox.Entry> told = new ArrayList<>();
        Map<String, String> stuck = new HashMap<>();
        for (Outbox.Entry entry : entries) {
            if (stuck.containsKey(entry.task())) {
                continue;
            }
            try {
                tell(entry);
                told.add(entry);
            } catch (ArtifactException e) {
                stuck.put(
                        entry.task(),
                        "The data folder does not follow the task '"
                                + entry.task()
                                + "', and what is decided there has no effect: "
                                + e.getMessage());
            }
        }
        return new Told(told, stuck);
    }

    /** A task whose folder is gone, or in part, gets it back, whatever there is to tell of it. */
    private void tell(Outbox.Entry entry) {
        String task = entry.task();
        if (!artifacts.has(task)) {
            everything(task).forEach(item -> put(task, item));
            return;
        }
        if (entry.kind() == Outbox.Kind.DEPLOYMENT) {
            ledger.read(handle -> missingVersions(handle, task)).forEach(item -> put(task, item));
        }
        put(task, new Item(entry.kind(), entry.item()));
    }

    private List<Item> everything(String task) {
        return ledger.read(
                handle ->
                        TaskTable.find(handle, task)
                                .map(row -> everything(handle, row))
                                .orElse(List.of()));
    }

    private void put(String task, Item item) {
        switch (item.kind()) {
            case TASK ->
                    ledger.read(handle -> TaskTable.find(handle, task))
                            .ifPresent(row -> artifacts.putTask(row.spec()));
            case VERSION ->
                    ledger.read(handle -> VersionTable.find(handle, task, (int) item.number()))
                            .ifPresent(
                                    row -> artifacts.putVersion(task, metadata(row), row.source()));
            case DEPLOYMENT ->
                    ledger.read(handle -> DeploymentTable.find(handle, task, item.number()))
                            .ifPresent(row -> artifacts.adopt(row.message()));
        }
    }

    private static VersionMetadata metadata(VersionTable.Row row) {
        return new VersionMetadata(
                row.version(),
                row.hash(),
                row.compiler(),
                null,
                row.createdAt(),
                null,
                row.source().getBytes(StandardCharsets.UTF_8).length,
                row.metadata());
    }

    @Override
    public Gaps gaps() {
        Set<String> there = Set.copyOf(artifacts.tasks());
        return (handle, task) -> {
            try {
                return there.contains(task.id()) ? missing(handle, task) : everything(handle, task);
            } catch (ArtifactException e) {
                LOG.warn(
                        "The data folder cannot be compared for '{}': {}",
                        task.id(),
                        e.getMessage());
                return List.of();
            }
        };
    }

    private List<Item> missing(Handle handle, TaskTable.Row task) {
        List<Item> missing = missingVersions(handle, task.id());
        Optional<Long> revision = artifacts.deployment(task.id()).map(d -> d.revision());
        if (task.revision() > revision.orElse(0L)) {
            missing.add(new Item(Outbox.Kind.DEPLOYMENT, task.revision()));
        }
        return missing;
    }

    private List<Item> missingVersions(Handle handle, String task) {
        Set<Integer> stored = new HashSet<>(artifacts.versionNumbers(task));
        List<Item> missing = new ArrayList<>();
        for (int version : VersionTable.numbers(handle, task)) {
            if (!stored.contains(version)) {
                missing.add(new Item(Outbox.Kind.VERSION, version));
            }
        }
        return missing;
    }

    /** The description first: it makes the folder. A deployment brings a newer one along. */
    private static List<Item> everything(Handle handle, TaskTable.Row task) {
        List<Item> all = new ArrayList<>();
        all.add(new Item(Outbox.Kind.TASK, 0));
        for (int version : VersionTable.numbers(handle, task.id())) {
            all.add(new Item(Outbox.Kind.VERSION, version));
        }
        if (task.revision() > 0) {
            all.add(new Item(Outbox.Kind.DEPLOYMENT, task.revision()));
        }
        return all;
    }
}

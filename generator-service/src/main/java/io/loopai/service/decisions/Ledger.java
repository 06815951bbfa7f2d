package io.loopai.service.decisions;

import io.loopai.service.db.Database;
import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.service.db.TaskTable;
import io.loopai.store.TaskState;
import io.loopai.task.TaskSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Writes decisions, and in the same transaction what is to be told of them to whom. */
final class Ledger {

    private final Database database;
    private final List<Publisher> publishers = new CopyOnWriteArrayList<>();

    Ledger(Database database) {
        this.database = database;
    }

    /** From now on this projection is told of everything. */
    void register(Publisher publisher) {
        publishers.add(publisher);
    }

    <T> T read(Function<Handle, T> action) {
        return database.inTransaction(action);
    }

    /** The same, and whoever has to be told is told soon after the commit. */
    <T> T change(Function<Handle, T> action) {
        T result = database.inTransaction(action);
        publishers.forEach(Publisher::wake);
        return result;
    }

    /** A task's newest decision, if there ever was one. */
    static TaskState state(String task, Optional<DeploymentTable.Row> newest) {
        return newest.map(row -> TaskState.parse(row.message().deployment()))
                .orElseGet(() -> TaskState.none(task));
    }

    /** Decides; the task must be locked. */
    void record(Handle handle, DeploymentTable.Row decision, TaskSpec spec) {
        DeploymentTable.insert(handle, decision);
        TaskTable.update(handle, spec, decision.revision(), now());
        boolean fromFolder = decision.origin() == DeploymentTable.Origin.FOLDER;
        for (Publisher publisher : publishers) {
            if (!(fromFolder && publisher.name().equals(FolderProjection.NAME))) {
                tell(
                        handle,
                        publisher,
                        decision.task(),
                        Outbox.Kind.DEPLOYMENT,
                        decision.revision());
            }
        }
    }

    /** To everyone who takes such entries. */
    void tell(Handle handle, String task, Outbox.Kind kind, long item) {
        publishers.forEach(publisher -> tell(handle, publisher, task, kind, item));
    }

    private static void tell(
            Handle handle, Publisher publisher, String task, Outbox.Kind kind, long item) {
        if (publisher.takes(kind)) {
            Outbox.add(handle, publisher.name(), task, kind, item);
        }
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}

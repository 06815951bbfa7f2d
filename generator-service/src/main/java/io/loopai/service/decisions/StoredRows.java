package io.loopai.service.decisions;

import io.loopai.service.db.TaskTable;
import io.loopai.service.db.VersionTable;
import io.loopai.store.StoredTask;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A task as the database holds it. */
record StoredRows(Handle handle, TaskTable.Row task) implements StoredTask {

    @Override
    public TaskSpec spec() {
        return task.spec();
    }

    @Override
    public List<Integer> versions() {
        return VersionTable.numbers(handle, task.id());
    }

    @Override
    public LiveVersion live(int version, Stage stage, double share) {
        VersionTable.Row row = VersionTable.find(handle, task.id(), version).orElseThrow();
        return new LiveVersion(version, stage, share, row.hash(), row.compiler(), row.source());
    }
}

package io.loopai.service.db;

import io.loopai.decision.OracleConsistency;
import io.loopai.task.Json;
import io.loopai.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The tasks: what to compute, and the revision of what runs for it. */
public final class TaskTable {

    /**
     * A task.
     *
     * @param name what people call it; null when nobody gave it one
     * @param revision of its newest deployment; 0 when nothing was ever deployed
     */
    public record Row(
            String id,
            String name,
            TaskSpec spec,
            long revision,
            Instant createdAt,
            Instant updatedAt) {

        /** Whether this would be written as it is. */
        public boolean isDescribedBy(TaskSpec other) {
            return text(spec).equals(text(other));
        }
    }

    private static final String UNIQUE_VIOLATION = "23505";

    private TaskTable() {}

    /** Adds a task; false when there is one with that id or that name. */
    public static boolean insert(Handle handle, TaskSpec spec, String name, Instant now) {
        try {
            handle.createUpdate(
                            "insert into tasks (id, name, spec, revision, created_at, updated_at)"
                                    + " values (:id, :name, :spec, 0, :now, :now)")
                    .bind("id", spec.id())
                    .bind("name", name)
                    .bind("spec", text(spec))
                    .bind("now", Times.column(now))
                    .execute();
            return true;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql
                    && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** The task, if there is one. */
    public static Optional<Row> find(Handle handle, String id) {
        return select(handle, id, "");
    }

    /** The same; nobody else changes the task before this transaction ends. */
    public static Optional<Row> lock(Handle handle, String id) {
        return select(handle, id, " for update");
    }

    private static Optional<Row> select(Handle handle, String id, String suffix) {
        return handle.createQuery("select * from tasks where id = :id" + suffix)
                .bind("id", id)
                .map(TaskTable::row)
                .findOne();
    }

    /** All tasks, by id. */
    public static List<Row> all(Handle handle) {
        return handle.createQuery("select * from tasks order by id").map(TaskTable::row).list();
    }

    /** The task has this description and this revision from now on. */
    public static void update(Handle handle, TaskSpec spec, long revision, Instant now) {
        boolean asksAnew =
                find(handle, spec.id())
                        .map(row -> OracleConsistency.question(row.spec()))
                        .filter(before -> !before.equals(OracleConsistency.question(spec)))
                        .isPresent();
        handle.createUpdate(
                        "update tasks set spec = :spec, revision = :revision, updated_at = :now"
                                + (asksAnew ? ", asked_since = :now" : "")
                                + " where id = :id")
                .bind("id", spec.id())
                .bind("spec", text(spec))
                .bind("revision", revision)
                .bind("now", Times.column(now))
                .execute();
    }

    private static String text(TaskSpec spec) {
        return new String(Json.bytes(spec), StandardCharsets.UTF_8);
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        byte[] spec = row.getString("spec").getBytes(StandardCharsets.UTF_8);
        return new Row(
                row.getString("id"),
                row.getString("name"),
                Json.read(spec, TaskSpec.class),
                row.getLong("revision"),
                Times.read(row, "created_at"),
                Times.read(row, "updated_at"));
    }
}

package io.loopai.service.db;

import io.loopai.task.ControlMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Every decision there ever was, with its reason. */
public final class DeploymentTable {

    /**
     * A decision.
     *
     * @param message exactly as it is published
     * @param reason in the words of whoever decided
     */
    public record Row(
            String task,
            long revision,
            ControlMessage message,
            String reason,
            Origin origin,
            Instant decidedAt) {}

    /** Where a decision was taken. */
    public enum Origin {
        /** Here. */
        SERVICE,
        /** In the data folder, with the {@code loopai} command. */
        FOLDER
    }

    private DeploymentTable() {}

    /** Adds a decision; its task must be locked. */
    public static void insert(Handle handle, Row row) {
        handle.createUpdate(
                        "insert into deployments (task, revision, message, signatures, reason,"
                                + " origin, decided_at) values (:task, :revision, :message,"
                                + " :signatures, :reason, :origin, :decidedAt)")
                .bind("task", row.task())
                .bind("revision", row.revision())
                .bind("message", row.message().deployment())
                .bind("signatures", row.message().signatures())
                .bind("reason", row.reason())
                .bind("origin", row.origin().name())
                .bind("decidedAt", Times.column(row.decidedAt()))
                .execute();
    }

    /** Somebody has signed what was decided. */
    public static void sign(Handle handle, String task, long revision, String signatures) {
        handle.createUpdate(
                        "update deployments set signatures = :signatures"
                                + " where task = :task and revision = :revision")
                .bind("task", task)
                .bind("revision", revision)
                .bind("signatures", signatures)
                .execute();
    }

    /** The decision in force; empty when nothing was ever deployed. */
    public static Optional<Row> newest(Handle handle, String task) {
        return handle.createQuery(
                        "select * from deployments where task = :task"
                                + " order by revision desc fetch first 1 row only")
                .bind("task", task)
                .map(DeploymentTable::row)
                .findOne();
    }

    /** One decision. */
    public static Optional<Row> find(Handle handle, String task, long revision) {
        return handle.createQuery(
                        "select * from deployments where task = :task and revision = :revision")
                .bind("task", task)
                .bind("revision", revision)
                .map(DeploymentTable::row)
                .findOne();
    }

    /**
     * The decisions of a task, the newest first.
     *
     * @param most how many
     */
    public static List<Row> history(Handle handle, String task, int most) {
        return handle.createQuery(
                        "select * from deployments where task = :task"
                                + " order by revision desc fetch first :most rows only")
                .bind("task", task)
                .bind("most", most)
                .map(DeploymentTable::row)
                .list();
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getString("task"),
                row.getLong("revision"),
                new ControlMessage(row.getString("message"), row.getString("signatures")),
                row.getString("reason"),
                Origin.valueOf(row.getString("origin")),
                Times.read(row, "decided_at"));
    }
}

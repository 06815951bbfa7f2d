package io.loopai.service.loop;

import io.loopai.decision.Rollout;
import io.loopai.service.db.Times;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The challengers and how far they have come. */
final class RolloutTable {

    private RolloutTable() {}

    /**
     * A challenger.
     *
     * @param revision the first under which both versions run
     * @param paused whether a person wants it to stay where it is
     * @param reason for where it stands, in words
     * @param endedAt null while it is under way
     */
    record Row(
            String task,
            Rollout rollout,
            long revision,
            boolean paused,
            String reason,
            Instant beganAt,
            Instant endedAt) {

        Row with(Rollout next, String why, Instant ended) {
            return new Row(task, next, revision, paused, why, beganAt, ended);
        }

        Row paused(boolean stays) {
            return new Row(task, rollout, revision, stays, reason, beganAt, endedAt);
        }
    }

    static void insert(Handle handle, Row row) {
        handle.createUpdate(
                        "insert into rollouts (task, challenger, revision, paused, state, reason,"
                                + " began_at) values (:task, :challenger, :revision, :paused,"
                                + " :state, :reason, :beganAt)")
                .bind("task", row.task())
                .bind("challenger", row.rollout().challenger())
                .bind("revision", row.revision())
                .bind("paused", row.paused())
                .bind("state", state(row))
                .bind("reason", row.reason())
                .bind("beganAt", Times.column(row.beganAt()))
                .execute();
    }

    static void update(Handle handle, Row row) {
        handle.createUpdate(
                        "update rollouts set paused = :paused, state = :state, reason = :reason,"
                                + " ended_at = :endedAt where task = :task"
                                + " and challenger = :challenger and began_at = :beganAt")
                .bind("task", row.task())
                .bind("challenger", row.rollout().challenger())
                .bind("paused", row.paused())
                .bind("state", state(row))
                .bind("reason", row.reason())
                .bind("beganAt", Times.column(row.beganAt()))
                .bind("endedAt", row.endedAt() == null ? null : Times.column(row.endedAt()))
                .execute();
    }

    /** Those under way, at most one for each task. */
    static List<Row> open(Handle handle) {
        return handle.createQuery("select * from rollouts where ended_at is null order by task")
                .map(RolloutTable::row)
                .list();
    }

    /** The one under way for the task. */
    static Optional<Row> open(Handle handle, String task) {
        return handle.createQuery(
                        "select * from rollouts where task = :task and ended_at is null"
                                + " for update")
                .bind("task", task)
                .map(RolloutTable::row)
                .findOne();
    }

    /** The newest first. */
    static List<Row> all(Handle handle, String task, int most) {
        return handle.createQuery(
                        "select * from rollouts where task = :task order by began_at desc"
                                + " limit :most")
                .bind("task", task)
                .bind("most", most)
                .map(RolloutTable::row)
                .list();
    }

    /** How many have begun since then. */
    static int count(Handle handle, String task, Instant since) {
        return handle.createQuery(
                        "select count(*) from rollouts where task = :task and began_at >= :since")
                .bind("task", task)
                .bind("since", Times.column(since))
                .mapTo(Integer.class)
                .one();
    }

    private static String state(Row row) {
        return new String(Json.bytes(row.rollout()), StandardCharsets.UTF_8);
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        byte[] state = row.getString("state").getBytes(StandardCharsets.UTF_8);
        return new Row(
                row.getString("task"),
                Json.read(state, Rollout.class),
                row.getLong("revision"),
                row.getBoolean("paused"),
                row.getString("reason"),
                Times.read(row, "began_at"),
                row.getObject("ended_at") == null ? null : Times.read(row, "ended_at"));
    }
}

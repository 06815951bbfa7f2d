package io.loopai.service.loop;

import io.loopai.service.db.Times;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The wishes for better versions, and what became of them. */
final class AttemptTable {

    private AttemptTable() {}

    /**
     * A wish.
     *
     * @param id of the regeneration: the same one twice is one attempt
     * @param since when the stream changed; null when that is not the reason
     * @param endedAt null while it waits or is under way
     * @param version what was made; null when nothing was
     * @param outcome in words; null before it has ended
     */
    record Row(
            String id,
            String task,
            Regeneration.Reason reason,
            String message,
            Instant since,
            Instant requestedAt,
            Instant endedAt,
            Integer version,
            String outcome) {}

    /** False when it is there already. */
    static boolean insert(Handle handle, Regeneration wish, Instant since) {
        return handle.createUpdate(
                                "insert into attempts (id, task, reason, message, since,"
                                        + " requested_at) values (:id, :task, :reason, :message,"
                                        + " :since, :requestedAt) on conflict do nothing")
                        .bind("id", wish.id())
                        .bind("task", wish.task())
                        .bind("reason", Json.name(wish.reason()))
                        .bind("message", wish.message())
                        .bind("since", since == null ? null : Times.column(since))
                        .bind("requestedAt", Times.column(wish.requestedAt()))
                        .execute()
                == 1;
    }

    /** Those that have not ended, the oldest first. */
    static List<Row> waiting(Handle handle) {
        return handle.createQuery(
                        "select * from attempts where ended_at is null order by requested_at, id")
                .map(AttemptTable::row)
                .list();
    }

    /** The newest first. */
    static List<Row> all(Handle handle, String task, int most) {
        return handle.createQuery(
                        "select * from attempts where task = :task order by requested_at desc"
                                + " limit :most")
                .bind("task", task)
                .bind("most", most)
                .map(AttemptTable::row)
                .list();
    }

    static void end(Handle handle, String id, Integer version, String outcome, Instant now) {
        handle.createUpdate(
                        "update attempts set ended_at = :now, version = :version,"
                                + " outcome = :outcome where id = :id")
                .bind("id", id)
                .bind("version", version)
                .bind("outcome", outcome)
                .bind("now", Times.column(now))
                .execute();
    }

    /** When the stream last changed; the beginning of time if it never did. */
    static Instant regime(Handle handle, String task) {
        return handle.createQuery(
                        "select since from attempts where task = :task and since is not null"
                                + " order by since desc limit 1")
                .bind("task", task)
                .map((row, context) -> Times.read(row, "since"))
                .findOne()
                .orElse(Instant.EPOCH);
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("task"),
                Regeneration.Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                row.getString("message"),
                row.getObject("since") == null ? null : Times.read(row, "since"),
                Times.read(row, "requested_at"),
                row.getObject("ended_at") == null ? null : Times.read(row, "ended_at"),
                (Integer) row.getObject("version"),
                row.getString("outcome"));
    }
}

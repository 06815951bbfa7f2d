package io.loopai.service.db;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What is still to be told to the projections. Written in the transaction that decides, so that
 * nothing is decided and then forgotten; removed when it was told, so that a crash repeats it.
 */
public final class Outbox {

    /** What an entry is about. */
    public enum Kind {
        /** The description of a task for which nothing runs. */
        TASK,
        /** A stored version; the item is its number. */
        VERSION,
        /** A decision; the item is its revision. */
        DEPLOYMENT
    }

    /** One thing to tell to one projection. */
    public record Entry(long id, String projection, String task, Kind kind, long item) {}

    private static final int MOST_AT_ONCE = 200;

    private Outbox() {}

    /** Adds an entry; its task must be locked. */
    public static void add(Handle handle, String projection, String task, Kind kind, long item) {
        handle.createUpdate(
                        "insert into outbox (projection, task, kind, item)"
                                + " values (:projection, :task, :kind, :item)")
                .bind("projection", projection)
                .bind("task", task)
                .bind("kind", kind.name())
                .bind("item", item)
                .execute();
    }

    /**
     * The next entries for a projection, in the order in which they were decided.
     *
     * @param without tasks to leave out
     */
    public static List<Entry> next(Handle handle, String projection, Collection<String> without) {
        Query query =
                handle.createQuery(
                        "select * from outbox where projection = :projection"
                                + (without.isEmpty() ? "" : " and task not in (<without>)")
                                + " order by id fetch first "
                                + MOST_AT_ONCE
                                + " rows only");
        if (!without.isEmpty()) {
            query.bindList("without", without);
        }
        return query.bind("projection", projection)
                .map(
                        (row, context) ->
                                new Entry(
                                        row.getLong("id"),
                                        row.getString("projection"),
                                        row.getString("task"),
                                        Kind.valueOf(row.getString("kind")),
                                        row.getLong("item")))
                .list();
    }

    /** How many entries wait for a projection. */
    public static long pending(Handle handle, String projection) {
        return handle.createQuery("select count(*) from outbox where projection = :projection")
                .bind("projection", projection)
                .mapTo(Long.class)
                .one();
    }

    /** Whether a projection waits for anything of a task. */
    public static boolean isPending(Handle handle, String projection, String task) {
        return handle.createQuery(
                                "select count(*) from outbox"
                                        + " where projection = :projection and task = :task")
                        .bind("projection", projection)
                        .bind("task", task)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** It was told. */
    public static void remove(Handle handle, List<Long> ids) {
        if (!ids.isEmpty()) {
            handle.createUpdate("delete from outbox where id in (<ids>)")
                    .bindList("ids", ids)
                    .execute();
        }
    }
}

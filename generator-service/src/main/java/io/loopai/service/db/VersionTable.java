package io.loopai.service.db;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The stored versions of the tasks; none ever changes, old ones are deleted. */
public final class VersionTable {

    /**
     * A version.
     *
     * @param hash of the source; see {@link io.loopai.task.LiveVersion#hashOf}
     * @param compiler {@code ecj} or {@code janino}
     * @param strategy how it was made: {@code manual}, or as its generation says
     * @param metadata what its maker says of it; null when there is nothing to say
     */
    public record Row(
            String task,
            int version,
            String hash,
            String source,
            String compiler,
            String strategy,
            JsonNode metadata,
            Instant createdAt) {}

    private VersionTable() {}

    /** Adds a version; its task must be locked. */
    public static void insert(Handle handle, Row row) {
        byte[] metadata = row.metadata() == null ? null : Json.bytes(row.metadata());
        handle.createUpdate(
                        "insert into versions (task, version, hash, source, compiler, strategy,"
                                + " metadata, created_at) values (:task, :version, :hash, :source,"
                                + " :compiler, :strategy, :metadata, :createdAt)")
                .bind("task", row.task())
                .bind("version", row.version())
                .bind("hash", row.hash())
                .bind("source", row.source())
                .bind("compiler", row.compiler())
                .bind("strategy", row.strategy())
                .bind(
                        "metadata",
                        metadata == null ? null : new String(metadata, StandardCharsets.UTF_8))
                .bind("createdAt", Times.column(row.createdAt()))
                .execute();
    }

    /** Deletes a version; its task must be locked. */
    public static void delete(Handle handle, String task, int version) {
        handle.createUpdate("delete from versions where task = :task and version = :version")
                .bind("task", task)
                .bind("version", version)
                .execute();
    }

    /** The version, if it is stored. */
    public static Optional<Row> find(Handle handle, String task, int version) {
        return handle.createQuery(
                        "select * from versions where task = :task and version = :version")
                .bind("task", task)
                .bind("version", version)
                .map(VersionTable::row)
                .findOne();
    }

    /** The number of the version with that source, if it is stored. */
    public static Optional<Integer> withHash(Handle handle, String task, String hash) {
        return handle.createQuery(
                        "select version from versions where task = :task and hash = :hash")
                .bind("task", task)
                .bind("hash", hash)
                .mapTo(Integer.class)
                .findOne();
    }

    /** The numbers of all versions of a task, ascending. */
    public static List<Integer> numbers(Handle handle, String task) {
        return handle.createQuery(
                        "select version from versions where task = :task order by version")
                .bind("task", task)
                .mapTo(Integer.class)
                .list();
    }

    /** All versions of a task, the oldest first. */
    public static List<Row> all(Handle handle, String task) {
        return handle.createQuery("select * from versions where task = :task order by version")
                .bind("task", task)
                .map(VersionTable::row)
                .list();
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        String metadata = row.getString("metadata");
        return new Row(
                row.getString("task"),
                row.getInt("version"),
                row.getString("hash"),
                row.getString("source"),
                row.getString("compiler"),
                row.getString("strategy"),
                metadata == null
                        ? null
                        : Json.read(metadata.getBytes(StandardCharsets.UTF_8), JsonNode.class),
                Times.read(row, "created_at"));
    }
}

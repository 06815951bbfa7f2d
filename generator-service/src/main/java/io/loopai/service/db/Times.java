package io.loopai.service.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times with their offset: as plain timestamps, an hour a year would mean two. */
public final class Times {

    private Times() {}

    /** As a column takes it. */
    public static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** As a column holds it. */
    public static Instant read(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

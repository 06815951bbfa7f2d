package io.loopai.service.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times with their offset: as plain timestamps, an hour a year would mean two. */
final class Times {

    private Times() {}

    static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static Instant read(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

package io.loopai.engine;

import java.time.Instant;

/**
 * Formats instants as {@code 2026-01-31T12:00:00.123Z}. Instants come in order, so everything up to
 * the second is formatted once a second. Used by one thread.
 */
final class Timestamps {

    private long second = Long.MIN_VALUE;
    private String prefix;

    String format(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1000);
        if (now != second) {
            second = now;
            String whole = Instant.ofEpochSecond(now).toString(); // 2026-01-31T12:00:00Z
            prefix = whole.substring(0, whole.length() - 1);
        }
        int millis = (int) Math.floorMod(epochMillis, 1000L);
        return prefix
                + '.'
                + (char) ('0' + millis / 100)
                + (char) ('0' + millis / 10 % 10)
                + (char) ('0' + millis % 10)
                + 'Z';
    }
}

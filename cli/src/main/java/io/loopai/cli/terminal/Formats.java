package io.loopai.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/**
 * Numbers as people read them, the same in every locale.
 *
 * <pre>{@code
 * Formats.count(1234567)                  // 1,234,567
 * Formats.rate(1234.5)                    // 1,235/s
 * Formats.bytes(1536)                     // 1.5 KB
 * Formats.duration(Duration.ofMillis(12)) // 12 ms
 * }</pre>
 */
public final class Formats {

    private static final String[] BYTE_UNITS = {"KB", "MB", "GB", "TB", "PB", "EB"};

    private Formats() {}

    /** A count with commas between the thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Something per second: whole from ten on, one decimal below. */
    public static String rate(double perSecond) {
        String format = round1(perSecond) < 10 ? "%.1f/s" : "%,.0f/s";
        return String.format(Locale.ROOT, format, perSecond);
    }

    /** A probability as a percentage with one decimal: {@code 0.125 → 12.5%}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    /** Bytes in units of 1,024: {@code 0 bytes}, {@code 1.5 KB}, {@code 20 GB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1024;
            unit++;
        } while (value >= 1023.5);
        String format = round1(value) < 10 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, value, BYTE_UNITS[unit]);
    }

    /** A duration in its one or two largest units: {@code 850 µs}, {@code 3.4 s}, {@code 2 min 5 s}. */
    public static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        if (duration.toNanos() < 999_500) {
            return Math.round(duration.toNanos() / 1e3) + " µs";
        }
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 0.9995) {
            return Math.round(seconds * 1e3) + " ms";
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return two(whole / 60, "min", whole % 60, "s");
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 24 * 60) {
            return two(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = Math.round(seconds / 3600);
        return two(hours / 24, "d", hours % 24, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }

    private static double round1(double value) {
        return Math.round(value * 10) / 10.0;
    }
}

package io.loopai.cli;

import io.loopai.task.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Ruins one line in a hundred of a file, every time in the same way, and knows what must follow. */
final class Damage {

    /** What happens to a line. As a request it becomes a dead letter with the reason, or none. */
    private enum Kind {
        TRUNCATED(Reason.MALFORMED),
        WRONG_TYPE(Reason.SCHEMA_VIOLATION),
        INVALID_UTF8(Reason.INVALID_UTF8, Reason.INVALID_UTF8),
        FIVE_MEGABYTES(Reason.OVERSIZED, Reason.OVERSIZED),
        BLANK(Reason.BLANK, Reason.BLANK),
        NUL_BYTES(Reason.MALFORMED),
        BYTE_ORDER_MARK(null),
        DUPLICATE_KEYS(Reason.MALFORMED),
        DEEP_NESTING(Reason.MALFORMED),
        WINDOWS_LINE_END(null);

        private final Reason asRequest;
        private final Reason asText;

        Kind(Reason asRequest) {
            this(asRequest, null);
        }

        Kind(Reason asRequest, Reason asText) {
            this.asRequest = asRequest;
            this.asText = asText;
        }
    }

    private static final int ONE_IN = 100;
    private static final Kind[] KINDS = Kind.values();

    private final Random random;
    private final Map<Reason, Long> expected = new EnumMap<>(Reason.class);
    private long lines;
    private int damaged;

    Damage(long seed) {
        random = new Random(seed);
    }

    /** Dead letters that the damaged lines must become. */
    Map<Reason, Long> expected() {
        return expected;
    }

    /** Lines that were written, damaged ones included. */
    long lines() {
        return lines;
    }

    /** Writes the requests of a file with damage; packed when the target's name ends in .gz. */
    void requests(Path source, Path target) throws IOException {
        write(source, target, true);
    }

    /** Writes a log with damage; packed when the target's name ends in .gz. */
    void log(Path source, Path target) throws IOException {
        write(source, target, false);
    }

    private void write(Path source, Path target, boolean requests) throws IOException {
        List<String> all = Files.readAllLines(source);
        try (OutputStream out = open(target)) {
            // Every hundred has its victim, so that no kind is left out by chance.
            int victim = random.nextInt(ONE_IN);
            for (int i = 0; i < all.size(); i++) {
                byte[] line = all.get(i).getBytes(StandardCharsets.UTF_8);
                if (i % ONE_IN == victim) {
                    Kind kind = KINDS[damaged++ % KINDS.length];
                    line = damage(kind, line);
                    Reason reason = requests ? kind.asRequest : kind.asText;
                    if (reason != null) {
                        expected.merge(reason, 1L, Long::sum);
                    }
                }
                out.write(line);
                out.write('\n');
                lines++;
            }
        }
    }

    private static OutputStream open(Path target) throws IOException {
        OutputStream file = Files.newOutputStream(target);
        return target.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file;
    }

    private byte[] damage(Kind kind, byte[] line) {
        int middle = line.length / 2;
        return switch (kind) {
            case TRUNCATED -> Arrays.copyOf(line, 1 + random.nextInt(10));
            case WRONG_TYPE -> bytes("{\"input\":{\"text\":" + random.nextInt() + "}}");
            case INVALID_UTF8 -> splice(line, middle, new byte[] {(byte) 0xC3, (byte) 0x28});
            case FIVE_MEGABYTES -> splice(line, middle, filled(5_000_000, 'x'));
            case BLANK -> filled(random.nextInt(3), ' ');
            case NUL_BYTES -> splice(line, middle, new byte[3]);
            case BYTE_ORDER_MARK -> splice(line, 0, bytes("\ufeff"));
            case DUPLICATE_KEYS ->
                    bytes("{\"input\":{\"text\":\"a\"},\"id\":\"d\",\"input\":{\"text\":\"b\"}}");
            case DEEP_NESTING ->
                    bytes(
                            "{\"input\":{\"text\":\"a\",\"more\":"
                                    + "[".repeat(2_000)
                                    + "]".repeat(2_000)
                                    + "}}");
            case WINDOWS_LINE_END -> splice(line, line.length, bytes("\r"));
        };
    }

    private static byte[] splice(byte[] line, int at, byte[] insert) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + insert.length);
        out.write(line, 0, at);
        out.writeBytes(insert);
        out.write(line, at, line.length - at);
        return out.toByteArray();
    }

    private static byte[] filled(int length, char with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.loopai.engine;

/**
 * One record as it came in: its bytes and where they stood. Nothing has been parsed yet.
 *
 * <p>A record larger than the source's limit carries only its first bytes; {@code sha256} then
 * stands for the rest.
 *
 * @param value the bytes, without a line's end; not to be changed by anybody
 * @param source the file or topic partition it came from
 * @param position byte offset in the (unpacked) file, or offset in the partition
 * @param length bytes of the whole record
 * @param sha256 hex digest of the whole record when {@code value} is only its beginning, else null
 * @param envelope what came with a message of a queue; null for a line of a file
 */
public record RawRecord(
        byte[] value, String source, long position, long length, String sha256, Envelope envelope) {

    /** A line of a file, of which perhaps only the beginning is here. */
    public RawRecord(byte[] value, String source, long position, long length, String sha256) {
        this(value, source, position, length, sha256, null);
    }

    /** A record whose bytes are all there. */
    public static RawRecord whole(byte[] value, String source, long position) {
        return new RawRecord(value, source, position, value.length, null);
    }

    /** Whether only the beginning of the record is here. */
    public boolean isCut() {
        return sha256 != null;
    }
}

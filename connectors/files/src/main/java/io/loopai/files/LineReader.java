package io.loopai.files;

import io.loopai.engine.RawRecord;
import io.loopai.task.DeadLetter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Cuts a stream of bytes into lines: those that start in one range of the file.
 *
 * <p>Knows nothing of character sets: it looks for {@code '\n'} and hands the bytes on as they are.
 */
final class LineReader implements Closeable {

    static final int BUFFER_BYTES = 256 * 1024;

    private final InputStream in;
    private final String source;
    private final int maxRecordBytes;

    /** Lines that start here or later belong to another range. */
    private long end;

    private byte[] buffer;

    /** Where the buffer's first byte stands in the file. */
    private long bufferOffset;

    /** In the buffer: where the next line starts, up to where it was searched, and the last byte. */
    private int lineStart;

    private int searched;
    private int limit;

    private int expectedLines = 64;

    private LineReader(InputStream in, String source, long offset, long end, int maxRecordBytes) {
        this.in = in;
        this.source = source;
        this.bufferOffset = offset;
        this.end = end;
        this.maxRecordBytes = maxRecordBytes;
        this.buffer = new byte[BUFFER_BYTES];
    }

    /** Reads on behind the last line that was read; {@code in} stands at the start of a line. */
    static LineReader atLineStart(
            InputStream in, String source, long offset, long end, int maxRecordBytes) {
        return new LineReader(in, source, offset, end, maxRecordBytes);
    }

    /** Reads from the file's first byte, without a byte order mark if there is one. */
    static LineReader atFileStart(InputStream in, String source, long end, int maxRecordBytes)
            throws IOException {
        LineReader reader = new LineReader(in, source, 0, end, maxRecordBytes);
        reader.skipByteOrderMark();
        return reader;
    }

    /**
     * Reads the lines of a range that starts anywhere in the file.
     *
     * @param in stands one byte before the range: if that is a line's end, the range starts with a
     *     line of its own
     */
    static LineReader insideFile(
            InputStream in, String source, long rangeStart, long end, int maxRecordBytes)
            throws IOException {
        LineReader reader = new LineReader(in, source, rangeStart - 1, end, maxRecordBytes);
        reader.skipLine();
        return reader;
    }

    /** The next lines, at least one, or null when there are no more. */
    LineBatch read() throws IOException {
        LineBatch batch = new LineBatch(expectedLines);
        while (batch.size() == 0) {
            if (bufferOffset + lineStart >= end) {
                return null;
            }
            cutLines(batch);
            if (batch.size() == 0 && !fill(batch)) {
                if (lineStart == limit) {
                    return null;
                }
                addLine(batch, limit, limit);
            }
        }
        expectedLines = batch.size() + 16;
        return batch;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Every line whose end is in the buffer. */
    private void cutLines(LineBatch batch) {
        byte[] bytes = buffer;
        int to = limit;
        // Past this index a line would start outside of the range.
        int lastStart = (int) Math.min(Integer.MAX_VALUE, end - bufferOffset);
        int i = searched;
        while (i < to && lineStart < lastStart) {
            while (i < to && bytes[i] != '\n') {
                i++;
            }
            if (i < to) {
                addLine(batch, i, ++i);
            }
        }
        searched = i;
    }

    private void addLine(LineBatch batch, int to, int nextStart) {
        int valueEnd = to > lineStart && buffer[to - 1] == '\r' ? to - 1 : to;
        int length = valueEnd - lineStart;
        long position = bufferOffset + lineStart;
        if (length <= maxRecordBytes) {
            byte[] value = Arrays.copyOfRange(buffer, lineStart, valueEnd);
            batch.add(RawRecord.whole(value, source, position), bufferOffset + nextStart);
        } else {
            OversizedLine line = new OversizedLine();
            line.append(buffer, lineStart, valueEnd);
            batch.add(line.toRecord(source, position), bufferOffset + nextStart);
        }
        lineStart = nextStart;
        searched = nextStart;
    }

    /**
     * Brings more bytes of the current line into the buffer, or the whole line into the batch if it
     * is too long to be held.
     *
     * @return false at the end of the file
     */
    private boolean fill(LineBatch batch) throws IOException {
        if (lineStart > 0) {
            System.arraycopy(buffer, lineStart, buffer, 0, limit - lineStart);
            bufferOffset += lineStart;
            limit -= lineStart;
            searched -= lineStart;
            lineStart = 0;
        }
        if (limit == buffer.length) {
            // One byte more than a record may have could still be the '\r' of its end.
            long largestLine = maxRecordBytes + 1L;
            if (limit > largestLine) {
                addOversizedLine(batch);
                return true;
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(limit * 2L, largestLine + 1));
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            return false;
        }
        limit += count;
        return true;
    }

    /** Reads to the end of the line that fills the buffer, holding only its beginning. */
    private void addOversizedLine(LineBatch batch) throws IOException {
        long position = bufferOffset;
        OversizedLine line = new OversizedLine();
        int lineEnd;
        do {
            // A '\r' at the end stays for the next round: it may belong to the line's end.
            int keep = buffer[limit - 1] == '\r' ? 1 : 0;
            line.append(buffer, 0, limit - keep);
            buffer[0] = '\r';
            bufferOffset += limit - keep;
            limit = keep;
            int count = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(count, 0);
            lineEnd = count < 0 ? limit : indexOfNewline(keep);
        } while (lineEnd < 0);
        int valueEnd = lineEnd > 0 && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        line.append(buffer, 0, valueEnd);
        lineStart = Math.min(lineEnd + 1, limit);
        searched = lineStart;
        batch.add(line.toRecord(source, position), bufferOffset + lineStart);
    }

    private int indexOfNewline(int from) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void skipLine() throws IOException {
        while (true) {
            int lineEnd = indexOfNewline(0);
            if (lineEnd >= 0) {
                lineStart = lineEnd + 1;
                searched = lineStart;
                return;
            }
            bufferOffset += limit;
            limit = 0;
            if (bufferOffset >= end) {
                return;
            }
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
            if (limit == 0) {
                return;
            }
        }
    }

    private void skipByteOrderMark() throws IOException {
        limit = in.readNBytes(buffer, 0, 3);
        if (limit == 3
                && buffer[0] == (byte) 0xEF
                && buffer[1] == (byte) 0xBB
                && buffer[2] == (byte) 0xBF) {
            lineStart = 3;
            searched = 3;
            // However small the range: it has the first byte, so the first line is its own.
            end = Math.max(end, 4);
        }
    }

    /** What is kept of a line that is too long: its beginning, its length and its digest. */
    private static final class OversizedLine {
        private byte[] head = new byte[0];
        private long length;
        private final MessageDigest sha256 = newSha256();

        void append(byte[] bytes, int from, int to) {
            sha256.update(bytes, from, to - from);
            length += to - from;
            int missing = Math.min(DeadLetter.MAX_VALUE_BYTES - head.length, to - from);
            if (missing > 0) {
                head = Arrays.copyOf(head, head.length + missing);
                System.arraycopy(bytes, from, head, head.length - missing, missing);
            }
        }

        RawRecord toRecord(String source, long position) {
            String digest = HexFormat.of().formatHex(sha256.digest());
            return new RawRecord(head, source, position, length, digest);
        }

        private static MessageDigest newSha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}

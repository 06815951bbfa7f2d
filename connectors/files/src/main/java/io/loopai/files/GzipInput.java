package io.loopai.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The unpacked bytes of a gzip file of one or more members.
 *
 * <p>Not the JDK's GZIPInputStream: that one takes a damaged second member for the end of the file.
 */
final class GzipInput extends InputStream {

    private static final int PACKED_BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final InputStream packed;
    private InputStream unpacked;

    /** Bytes that were handed out or skipped. */
    private long offset;

    /** Unpacks {@code packed} and skips to {@code start}. */
    GzipInput(Path file, InputStream packed, long start) throws IOException {
        this.file = file;
        this.packed = packed;
        byte[] skipped = new byte[LineReader.BUFFER_BYTES];
        while (offset < start) {
            if (read(skipped, 0, (int) Math.min(skipped.length, start - offset)) < 0) {
                throw damaged("it was longer when it was read before", null);
            }
        }
    }

    static boolean isGzip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            if (unpacked == null) {
                unpacked =
                        new GzipCompressorInputStream(
                                new BufferedInputStream(packed, PACKED_BUFFER_BYTES), true);
            }
            int count = unpacked.read(bytes, from, length);
            offset += Math.max(count, 0);
            return count;
        } catch (EOFException e) {
            throw damaged("the file ends too early", e);
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    private IOException damaged(String what, IOException cause) {
        return new IOException(
                ("'%s' cannot be unpacked after byte %d of its content: %s. Replace it by a whole copy"
                                + " ('gzip -t' tells) and start again from the last checkpoint, or start"
                                + " without it")
                        .formatted(file, offset, what),
                cause);
    }
}

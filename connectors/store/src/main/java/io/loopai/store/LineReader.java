package io.loopai.store;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream of bytes into lines, skipping empty ones; the last needs no line break. */
final class LineReader implements Closeable {

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line that is not empty, without its line break; null at the end. */
    byte[] next() throws IOException {
        while (limit >= 0) {
            int start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, start, position - start);
            boolean complete = position < limit;
            if (complete) {
                position++;
            } else {
                limit = in.read(buffer);
                position = 0;
            }
            if ((complete || limit < 0) && line.size() > 0) {
                byte[] bytes = line.toByteArray();
                line.reset();
                return bytes;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

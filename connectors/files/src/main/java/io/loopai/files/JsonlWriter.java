package io.loopai.files;

import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Gathers lines so that the disk sees few, large writes. */
final class JsonlWriter implements BulkWriter<OutputLine> {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final FSDataOutputStream out;
    private final String base;
    private String bucket = "";
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;

    private JsonlWriter(FSDataOutputStream out, String base) {
        this.out = out;
        this.base = base;
    }

    @Override
    public void addElement(OutputLine element) throws IOException {
        byte[] line = element.line();
        bucket = element.bucket();
        if (line.length >= BUFFER_BYTES - used) {
            flush();
        }
        if (line.length >= BUFFER_BYTES) {
            write(line, line.length);
        } else {
            System.arraycopy(line, 0, buffer, used, line.length);
            used += line.length;
        }
        buffer[used++] = '\n';
    }

    @Override
    public void flush() throws IOException {
        write(buffer, used);
        used = 0;
    }

    @Override
    public void finish() throws IOException {
        flush();
    }

    private void write(byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new IOException(
                    ("cannot write to a file in '%s/%s': %s. Make space, then start"
                                    + " again from the last checkpoint: no line is lost or repeated")
                            .formatted(base, bucket, e.getMessage()),
                    e);
        }
    }

    /** Opens a writer for every file; {@code base} is for messages only. */
    record Factory(String base) implements BulkWriter.Factory<OutputLine> {

        @Override
        public JsonlWriter create(FSDataOutputStream out) {
            return new JsonlWriter(out, base);
        }
    }
}

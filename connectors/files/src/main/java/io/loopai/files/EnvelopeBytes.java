package io.loopai.files;

import io.loopai.engine.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads what came with a message, one byte if nothing did. */
final class EnvelopeBytes {

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private EnvelopeBytes() {}

    static void write(Envelope envelope, DataOutputView out) throws IOException {
        if (envelope == null) {
            out.writeByte(ABSENT);
            return;
        }
        out.writeByte(PRESENT);
        writeBytes(envelope.key(), out);
        Varint.write(envelope.headers().size(), out);
        for (Envelope.Header header : envelope.headers()) {
            writeBytes(header.name().getBytes(StandardCharsets.UTF_8), out);
            writeBytes(header.value(), out);
        }
    }

    static Envelope read(DataInputView in) throws IOException {
        if (in.readByte() == ABSENT) {
            return null;
        }
        byte[] key = readBytes(in);
        int size = (int) Varint.read(in);
        if (key == null && size == 0) {
            return Envelope.EMPTY;
        }
        List<Envelope.Header> headers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            headers.add(
                    new Envelope.Header(
                            new String(readBytes(in), StandardCharsets.UTF_8), readBytes(in)));
        }
        return new Envelope(key, headers);
    }

    /** The length and one, so that null is told from nothing. */
    private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        Varint.write(bytes == null ? 0 : bytes.length + 1L, out);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] readBytes(DataInputView in) throws IOException {
        int length = (int) Varint.read(in) - 1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}

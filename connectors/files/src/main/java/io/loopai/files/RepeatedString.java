package io.loopai.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads a string that is mostly the same as in the record before. Not thread-safe. */
final class RepeatedString {

    private String text = "";
    private byte[] bytes = new byte[0];
    private byte[] incoming = new byte[0];

    void write(String value, DataOutputView out) throws IOException {
        if (!value.equals(text)) {
            bytes = value.getBytes(StandardCharsets.UTF_8);
            text = value;
        }
        Varint.write(bytes.length, out);
        out.write(bytes);
    }

    String read(DataInputView in) throws IOException {
        int length = (int) Varint.read(in);
        if (incoming.length != length) {
            incoming = new byte[length];
        }
        in.readFully(incoming);
        if (!Arrays.equals(incoming, bytes)) {
            bytes = incoming.clone();
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        return text;
    }
}

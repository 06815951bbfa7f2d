package io.loopai.engine;

import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of JSON inside a larger array of bytes that a generator copies as it is: what is only
 * passed on is not parsed into a tree and written again.
 */
final class RawJson implements SerializableString {

    private final byte[] bytes;
    private final int start;
    private final int end;

    RawJson(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** Bytes. */
    int length() {
        return end - start;
    }

    /** Whether copying it would break a line of JSONL in two. */
    boolean spansLines() {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] asUnquotedUTF8() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
        int length = end - start;
        if (length > buffer.length - offset) {
            return -1;
        }
        System.arraycopy(bytes, start, buffer, offset, length);
        return length;
    }

    @Override
    public String getValue() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public int charLength() {
        return getValue().length();
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
        out.write(bytes, start, end - start);
        return end - start;
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer buffer) {
        if (end - start > buffer.remaining()) {
            return -1;
        }
        buffer.put(bytes, start, end - start);
        return end - start;
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
        char[] chars = getValue().toCharArray();
        if (chars.length > buffer.length - offset) {
            return -1;
        }
        System.arraycopy(chars, 0, buffer, offset, chars.length);
        return chars.length;
    }

    // Raw JSON is never quoted: the generator only ever sees it through writeRawValue.

    @Override
    public char[] asQuotedChars() {
        throw quoted();
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw quoted();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        throw quoted();
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
        throw quoted();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw quoted();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer out) {
        throw quoted();
    }

    private static IllegalStateException quoted() {
        return new IllegalStateException("raw JSON must be written by writeRawValue");
    }
}

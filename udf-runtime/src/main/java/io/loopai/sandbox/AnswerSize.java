package io.loopai.sandbox;

import io.loopai.program.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Bounds what a program hands out: answers are stored, sent on and shown. */
final class AnswerSize {

    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_DEPTH = 32;

    private record Nested(Object value, int depth) {}

    private AnswerSize() {}

    /**
     * What is wrong with the size of an answer, or null.
     *
     * <p>Objects put into several others count every time, as they do in JSON, so a small answer can
     * unfold to billions of fields: the walk ends with the first byte too many.
     */
    static String problem(Answer answer) {
        Object value = answer.value();
        if (isShort(value)) {
            return null;
        }
        int bytes = 0;
        Deque<Nested> open = new ArrayDeque<>();
        open.push(new Nested(value, 0));
        while (!open.isEmpty()) {
            Nested next = open.pop();
            if (next.depth() > MAX_DEPTH) {
                return "the answer's objects are nested more than "
                        + MAX_DEPTH
                        + " deep; put their fields into one";
            }
            if (next.value() instanceof Map) {
                for (Map.Entry<?, ?> field : ((Map<?, ?>) next.value()).entrySet()) {
                    bytes += utf8((String) field.getKey()) + 1;
                    open.push(new Nested(field.getValue(), next.depth() + 1));
                    if (bytes > MAX_BYTES) {
                        break;
                    }
                }
            } else {
                bytes += next.value() instanceof String ? utf8((String) next.value()) : 8;
            }
            if (bytes > MAX_BYTES) {
                return "the answer is larger than "
                        + (MAX_BYTES >> 10)
                        + " KB; return a label or a short text";
            }
        }
        return null;
    }

    /** What almost all answers are: a label, with at most three bytes a character, or a number. */
    private static boolean isShort(Object value) {
        return value instanceof String
                ? ((String) value).length() <= MAX_BYTES / 3
                : !(value instanceof Map);
    }

    /** Bytes of UTF-8, or any number above the limit. */
    private static int utf8(String text) {
        if (text.length() > MAX_BYTES) {
            return MAX_BYTES + 1;
        }
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }
}

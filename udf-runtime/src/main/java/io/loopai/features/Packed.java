package io.loopai.features;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Numbers as text that fits into a Java string constant: deflated (zlib, RFC 1950), then in Z85
 * (ZeroMQ RFC 32), five characters for four bytes, none of which needs an escape.
 *
 * <pre>{@code
 * String text = Packed.writeAscending(new int[] {3, 17, 200_000});
 * Packed.readAscending(text, 3);                              // [3, 17, 200000]
 * }</pre>
 */
public final class Packed {

    private static final String DIGITS =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    private static final int BASE = DIGITS.length();
    private static final byte[] VALUES = new byte[128];
    private static final int PART = 1 << 13;

    /** In bytes. */
    private static final int LONGEST_VARINT = 5;

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < BASE; i++) {
            VALUES[DIGITS.charAt(i)] = (byte) i;
        }
    }

    private Packed() {}

    /** The bytes, in as few characters as zlib finds. */
    public static String write(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            byte[] part = new byte[PART];
            while (!deflater.finished()) {
                deflated.write(part, 0, deflater.deflate(part));
            }
            return z85(deflated.toByteArray());
        } finally {
            deflater.end();
        }
    }

    /**
     * What {@link #write} has written.
     *
     * @param most how many bytes it may be at most: a short text can stand for very many
     * @throws IllegalArgumentException when the text was damaged or stands for more
     */
    public static byte[] read(String text, int most) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes(text));
            ByteArrayOutputStream inflated = new ByteArrayOutputStream();
            byte[] part = new byte[PART];
            while (!inflater.finished()) {
                int more = inflater.inflate(part);
                if (more == 0 && !inflater.finished()) {
                    throw damaged();
                }
                if (more > most - inflated.size()) {
                    throw new IllegalArgumentException(
                            "packed numbers take more than the " + most + " bytes they may take");
                }
                inflated.write(part, 0, more);
            }
            return inflated.toByteArray();
        } catch (DataFormatException e) {
            throw damaged();
        } finally {
            inflater.end();
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException(
                "packed numbers are damaged, or were packed by an earlier build: generate the"
                        + " program again");
    }

    /** The bytes, followed by as many zeros as make their number a multiple of four. */
    static String z85(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length / 4 * 5 + 5);
        char[] digits = new char[5];
        for (int at = 0; at < bytes.length; at += 4) {
            long value = 0;
            for (int i = 0; i < 4; i++) {
                value = value << 8 | (at + i < bytes.length ? bytes[at + i] & 0xff : 0);
            }
            for (int i = 4; i >= 0; i--) {
                digits[i] = DIGITS.charAt((int) (value % BASE));
                value /= BASE;
            }
            text.append(digits);
        }
        return text.toString();
    }

    /**
     * What {@link #z85} has written, with the zeros at its end.
     *
     * @throws IllegalArgumentException when the text was damaged
     */
    static byte[] bytes(String text) {
        if (text.length() % 5 != 0) {
            throw new IllegalArgumentException(
                    "packed numbers come five characters at a time, but there are "
                            + text.length());
        }
        byte[] bytes = new byte[text.length() / 5 * 4];
        for (int at = 0, to = 0; at < text.length(); at += 5, to += 4) {
            long value = 0;
            for (int i = at; i < at + 5; i++) {
                char c = text.charAt(i);
                if (c >= VALUES.length || VALUES[c] < 0) {
                    throw new IllegalArgumentException(
                            "packed numbers hold no '" + c + "', as at character " + i);
                }
                value = value * BASE + VALUES[c];
            }
            for (int i = 3; i >= 0; i--) {
                bytes[to + i] = (byte) value;
                value >>= 8;
            }
        }
        return bytes;
    }

    /** Numbers from 0 on, each larger than the one before. */
    public static String writeAscending(int[] numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int before = -1;
        for (int number : numbers) {
            writeVarint(bytes, number - before - 1);
            before = number;
        }
        return write(bytes.toByteArray());
    }

    /**
     * What {@link #writeAscending} has written.
     *
     * @throws IllegalArgumentException when the text was damaged or holds fewer
     */
    public static int[] readAscending(String text, int count) {
        if (count > TextFeatures.BUCKETS) {
            throw new IllegalArgumentException(
                    "there are " + count + " numbers, but at most " + TextFeatures.BUCKETS);
        }
        Reader reader = new Reader(read(text, count * LONGEST_VARINT));
        int[] numbers = new int[count];
        int before = -1;
        for (int i = 0; i < count; i++) {
            before += reader.varint() + 1;
            numbers[i] = before;
        }
        return numbers;
    }

    /** Writes a number from 0 on, seven bits a byte, the lowest first (LEB128). */
    public static void writeVarint(ByteArrayOutputStream bytes, int number) {
        int left = number;
        while (left > 0x7f) {
            bytes.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        bytes.write(left);
    }

    /** Reads bytes and varints one after the other. */
    public static final class Reader {

        private final byte[] bytes;
        private int at;

        /** From the first byte on. */
        public Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        /**
         * The next byte, with its sign.
         *
         * @throws IllegalArgumentException at the end
         */
        public byte next() {
            if (at == bytes.length) {
                throw new IllegalArgumentException("packed numbers end too early");
            }
            return bytes[at++];
        }

        /**
         * The next number of {@link Packed#writeVarint}.
         *
         * @throws IllegalArgumentException at the end, and for what is no such number
         */
        public int varint() {
            int number = 0;
            for (int shift = 0; shift < 32; shift += 7) {
                byte next = next();
                number |= (next & 0x7f) << shift;
                if (next >= 0 && number >= 0) {
                    return number;
                }
            }
            throw damaged();
        }
    }
}

package io.loopai.privacy;

import java.util.List;

/**
 * Long tokens of small and capital letters and digits in no order that a word or a name would have.
 * Hexadecimal ids, UUIDs, class names and paths are none.
 */
final class RandomTokens {

    private static final int SHORTEST = 32;
    private static final int LEAST_OF_EACH = 3;

    /** In chance's base64 two neighbours differ in kind at two of three places, in names at one of four. */
    private static final double LEAST_CHANGES = 0.42;

    private static final int LONGEST_ORDERLY = 7;

    private RandomTokens() {}

    static void find(String text, List<Span> found) {
        int i = 0;
        while (i < text.length()) {
            if (!isToken(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && isToken(text.charAt(i))) {
                i++;
            }
            if (i - start >= SHORTEST && !isDigest(text, start) && isRandom(text, start, i)) {
                while (i < text.length() && text.charAt(i) == '=') {
                    i++;
                }
                found.add(new Span(start, i, Kind.SECRET));
            }
        }
    }

    /** Whether letters and digits, or letters of both cases, stand there in no order of words. */
    static boolean isMixed(String text, int start, int end) {
        int digits = 0;
        int changes = 0;
        for (int i = start; i < end; i++) {
            digits += DigitRun.isDigit(text, i) ? 1 : 0;
            changes += i > start && kind(text.charAt(i)) != kind(text.charAt(i - 1)) ? 1 : 0;
        }
        return digits > 0 && changes > 1 || changes > 3;
    }

    /** Of what a lock file pins: {@code sha512-…}, {@code h1:…}. */
    private static boolean isDigest(String text, int start) {
        return text.startsWith("h1:", start - 3)
                || text.startsWith("sha", start) && text.startsWith("-", start + 6);
    }

    private static boolean isRandom(String text, int start, int end) {
        int[] of = new int[4];
        int changes = 0;
        int same = 0;
        int longest = 0;
        for (int i = start; i < end; i++) {
            int kind = kind(text.charAt(i));
            of[kind]++;
            if (i > start && kind != kind(text.charAt(i - 1))) {
                changes++;
                same = 0;
            }
            same++;
            longest = Math.max(longest, same);
        }
        return of[0] >= LEAST_OF_EACH
                && of[1] >= LEAST_OF_EACH
                && of[2] >= LEAST_OF_EACH
                && of[3] * 8 <= end - start
                && longest <= LONGEST_ORDERLY
                && changes >= LEAST_CHANGES * (end - start);
    }

    private static int kind(char c) {
        if (c >= 'a' && c <= 'z') {
            return 0;
        }
        if (c >= 'A' && c <= 'Z') {
            return 1;
        }
        return c >= '0' && c <= '9' ? 2 : 3;
    }

    private static boolean isToken(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '+'
                || c == '/'
                || c == '_'
                || c == '-';
    }
}

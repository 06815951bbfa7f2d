package io.loopai.privacy;

/**
 * A text as the patterns see it: any script's digits, wide letters, spaces and dashes become their
 * ASCII forms, character by character, so that places stay the same.
 */
final class Folded {

    private static final int WIDE = '！' - '!';

    private Folded() {}

    static String of(String text) {
        char[] folded = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char plain = c < 128 ? c : fold(c);
            if (plain != c) {
                if (folded == null) {
                    folded = text.toCharArray();
                }
                folded[i] = plain;
            }
        }
        return folded == null ? text : new String(folded);
    }

    private static char fold(char c) {
        if (c >= '！' && c <= '～') {
            return (char) (c - WIDE);
        }
        if (Character.isDigit(c)) {
            return (char) ('0' + Character.digit(c, 10));
        }
        if (Character.isSpaceChar(c)) {
            return ' ';
        }
        return Character.getType(c) == Character.DASH_PUNCTUATION || c == '−' ? '-' : c;
    }
}

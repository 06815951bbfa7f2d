package io.loopai.features;

/** One form for texts that count as the same. */
final class Folding {

    private Folding() {}

    /**
     * Writes the text in lower case, with straight apostrophes, one blank for each run of white space
     * and one at either end.
     *
     * @param folded at least two longer than the text
     * @param masked whether every digit becomes 0
     * @return how many characters were written
     */
    static int fold(String text, char[] folded, boolean masked) {
        int length = 0;
        folded[length++] = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = fold(text.charAt(i), masked);
            if (c != ' ' || folded[length - 1] != ' ') {
                folded[length++] = c;
            }
        }
        if (folded[length - 1] != ' ') {
            folded[length++] = ' ';
        }
        return length;
    }

    private static char fold(char c, boolean masked) {
        if (c < 128) {
            if (c >= 'A' && c <= 'Z') {
                return (char) (c | 0x20);
            }
            if (c <= ' ') {
                return ' ';
            }
            return masked && c >= '0' && c <= '9' ? '0' : c;
        }
        if (c == '\u2019') {
            return '\'';
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        return masked && Character.isDigit(c) ? '0' : Character.toLowerCase(c);
    }

    /** Letters, digits and whatever of a script needs two units; apostrophes hold words together. */
    static boolean isWord(char c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '\'';
        }
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }
}

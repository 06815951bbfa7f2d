package io.loopai.features;

/** One form for texts that count as the same. */
final class Folding {

    private static final int ASCII = 128;
    private static final char[] FOLDED = new char[ASCII];
    private static final char[] MASKED = new char[ASCII];
    private static final boolean[] IS_WORD = new boolean[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            boolean digit = c >= '0' && c <= '9';
            boolean upper = c >= 'A' && c <= 'Z';
            FOLDED[c] = c <= ' ' ? ' ' : upper ? (char) (c | 0x20) : c;
            MASKED[c] = digit ? '0' : FOLDED[c];
            IS_WORD[c] = c >= 'a' && c <= 'z' || digit || c == '\'';
        }
    }

    private Folding() {}

    /**
     * Writes the text in lower case, with straight apostrophes, one blank for each run of white space
     * and one at either end.
     *
     * @param folded at least two longer than the text
     * @param masked whether every digit becomes 0
     * @return how many characters were written
     */
    static int fold(char[] text, int textLength, char[] folded, boolean masked) {
        char[] ascii = masked ? MASKED : FOLDED;
        int length = 0;
        folded[length++] = ' ';
        int blankBefore = 1;
        for (int i = 0; i < textLength; i++) {
            char c = text[i];
            c = c < ASCII ? ascii[c] : fold(c, masked);
            // Where words end is hard to guess for a processor, so no branches.
            int blank = c - ' ' - 1 >>> 31;
            folded[length] = c;
            length += 1 - (blank & blankBefore);
            blankBefore = blank;
        }
        folded[length] = ' ';
        return length + 1 - blankBefore;
    }

    /** Of a character beyond ASCII. */
    private static char fold(char c, boolean masked) {
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
        if (c < ASCII) {
            return IS_WORD[c];
        }
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }
}

package io.loopai.features;

/** One form for characters that count as the same. */
final class Folding {

    private static final int ASCII = 128;
    private static final char[] FOLDED = new char[ASCII];
    private static final char[] MASKED = new char[ASCII];
    private static final byte[] IS_WORD = new byte[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            boolean digit = c >= '0' && c <= '9';
            boolean upper = c >= 'A' && c <= 'Z';
            FOLDED[c] = c <= ' ' ? ' ' : upper ? (char) (c | 0x20) : c;
            MASKED[c] = digit ? '0' : FOLDED[c];
            IS_WORD[c] = (byte) (c >= 'a' && c <= 'z' || digit || c == '\'' ? 1 : 0);
        }
    }

    private Folding() {}

    /**
     * In lower case; apostrophes straight, white space a blank.
     *
     * @param masked whether every digit becomes 0
     */
    static char fold(char c, boolean masked) {
        return c < ASCII ? (masked ? MASKED : FOLDED)[c] : foldRare(c, masked);
    }

    /** Of a character beyond ASCII. */
    private static char foldRare(char c, boolean masked) {
        if (c == '\u2019') {
            return '\'';
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        return masked && Character.isDigit(c) ? '0' : Character.toLowerCase(c);
    }

    /**
     * Letters, digits and whatever of a script needs two units; apostrophes hold words together.
     *
     * @param c folded
     * @return 1 or 0
     */
    static int isWord(char c) {
        return c < ASCII ? IS_WORD[c] : isRareWord(c) ? 1 : 0;
    }

    private static boolean isRareWord(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }
}

package io.loopai.features;

/**
 * One form for characters that count as the same, and what they are, of all characters in tables: a look
 * into memory takes less time than to tell ASCII from the rest.
 */
final class Folding {

    private static final int WORD = Character.SIZE;
    private static final int PLACE = WORD + 1;

    private static final int[] AS_THEY_ARE = make(false);
    private static final int[] MASKED = make(true);

    private Folding() {}

    private static int[] make(boolean masked) {
        int[] table = new int[Character.MAX_VALUE + 1];
        for (int i = 0; i < table.length; i++) {
            char folded = foldOne((char) i, masked);
            int word = belongsToWord(folded) ? 1 : 0;
            int place = CharKind.of((char) i).isPlace() ? 1 : 0;
            table[i] = folded | word << WORD | place << PLACE;
        }
        return table;
    }

    private static char foldOne(char c, boolean masked) {
        if (c == '\u2019') {
            return '\'';
        }
        if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        return masked && Character.isDigit(c) ? '0' : Character.toLowerCase(c);
    }

    /** Letters, digits and whatever of a script needs two units; apostrophes hold words together. */
    private static boolean belongsToWord(char folded) {
        return folded == '\''
                || Character.isLetterOrDigit(folded)
                || Character.isSurrogate(folded)
                || Character.getType(folded) == Character.NON_SPACING_MARK
                || Character.getType(folded) == Character.COMBINING_SPACING_MARK;
    }

    /**
     * What there is to know of each character, for {@link #folded}, {@link #word} and {@link #place}.
     *
     * @param masked whether every digit becomes 0
     */
    static int[] table(boolean masked) {
        return masked ? MASKED : AS_THEY_ARE;
    }

    /** In lower case; apostrophes straight, white space a blank. */
    static char folded(int known) {
        return (char) known;
    }

    /** 1 for what belongs to a word, or else 0. */
    static int word(int known) {
        return known >>> WORD & 1;
    }

    /** 1 for a mark, digit or capital, or else 0. */
    static int place(int known) {
        return known >>> PLACE;
    }

    /**
     * The same as {@link #word}.
     *
     * @param folded to which nothing more happens by folding
     */
    static boolean isWord(char folded) {
        return word(AS_THEY_ARE[folded]) == 1;
    }

    static char fold(char c) {
        return folded(AS_THEY_ARE[c]);
    }
}

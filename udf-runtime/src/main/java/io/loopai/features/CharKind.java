package io.loopai.features;

/** What {@link Marks} tells apart. */
enum CharKind {
    BLANK,
    LETTER,
    CAPITAL,
    DIGIT,
    MARK;

    private static final CharKind[] ASCII = new CharKind[128];

    /** Blanks and small letters say nothing. */
    private static final byte[] IS_PLACE = new byte[ASCII.length];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = find(c);
            IS_PLACE[c] = (byte) isPlace(ASCII[c]);
        }
    }

    static CharKind of(char c) {
        return c < ASCII.length ? ASCII[c] : find(c);
    }

    /** 1 for a mark, digit or capital, or else 0. */
    static int isPlace(char c) {
        return c < IS_PLACE.length ? IS_PLACE[c] : isPlace(find(c));
    }

    private static int isPlace(CharKind kind) {
        return kind == BLANK || kind == LETTER ? 0 : 1;
    }

    private static CharKind find(char c) {
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        if (Character.isLetter(c)) {
            return Character.isUpperCase(c) ? CAPITAL : LETTER;
        }
        boolean blank = c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
        return blank ? BLANK : MARK;
    }

    /** Of either case. */
    boolean isLetter() {
        return this == LETTER || this == CAPITAL;
    }
}

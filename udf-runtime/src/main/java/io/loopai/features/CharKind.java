package io.loopai.features;

/** What {@link Marks} tells apart. */
enum CharKind {
    BLANK,
    LETTER,
    CAPITAL,
    DIGIT,
    MARK;

    private static final CharKind[] ASCII = new CharKind[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = find(c);
        }
    }

    static CharKind of(char c) {
        return c < ASCII.length ? ASCII[c] : find(c);
    }

    /** A mark, digit or capital: blanks and small letters say nothing. */
    boolean isPlace() {
        return this != BLANK && this != LETTER;
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

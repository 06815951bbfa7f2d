package io.loopai.program.text;

/** What this package means by a word character, by white space and by ignoring case. */
final class Chars {

    private Chars() {}

    /**
     * Letters, digits, and the marks that belong to them (accents, vowel signs). Variation selectors
     * are marks too, but they follow emoji, so they are left out.
     */
    static boolean isWord(int codePoint) {
        if (codePoint < 128) {
            return isAsciiLetter(codePoint) || isAsciiDigit(codePoint);
        }
        if (Character.isLetterOrDigit(codePoint)) {
            return true;
        }
        int type = Character.getType(codePoint);
        return (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK)
                && (codePoint < 0xFE00 || codePoint > 0xFE0F);
    }

    /** White space of any kind, no-break spaces included. */
    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    static boolean isApostrophe(int codePoint) {
        return codePoint == '\'' || codePoint == '\u2019';
    }

    static boolean isAsciiDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    static boolean isAsciiLetter(int codePoint) {
        int lower = codePoint | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /**
     * Lower case with straight apostrophes, code point by code point. {@link String#toLowerCase()}
     * looks at the letters around a capital sigma, which costs quadratic time on some texts.
     */
    static String lower(String text) {
        char[] lower = new char[text.length()];
        int codePoint;
        for (int i = 0; i < lower.length; i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            Character.toChars(
                    isApostrophe(codePoint) ? '\'' : Character.toLowerCase(codePoint), lower, i);
        }
        return new String(lower);
    }

    /**
     * One form for all that counts as the same when case is ignored: upper and then lower case, as
     * {@link String#equalsIgnoreCase} compares, with straight apostrophes and plain blanks. Takes as
     * many chars as the code point itself, so that indices stay where they are.
     */
    static int fold(int codePoint) {
        if (codePoint < 128) {
            if (codePoint >= 'A' && codePoint <= 'Z') {
                return codePoint | 0x20;
            }
            return isSpace(codePoint) ? ' ' : codePoint;
        }
        if (isApostrophe(codePoint)) {
            return '\'';
        }
        return isSpace(codePoint) ? ' ' : Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}

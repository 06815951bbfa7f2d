package io.loopai.cli.terminal;

/**
 * How many columns a text takes on a screen: two for East Asian wide characters and emoji, none for
 * combining marks and other invisible characters. Close enough for tables; not a full UAX #11.
 */
final class Columns {

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** The longest beginning of the text that fits, with {@code …} where something was cut. */
    static String fit(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            used += of(codePoint);
            if (used > columns - 1) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut.append('…').toString();
    }

    private static int of(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK:
            case Character.ENCLOSING_MARK:
            case Character.FORMAT:
            case Character.CONTROL:
                return 0;
            default:
                return isWide(codePoint) ? 2 : 1;
        }
    }

    private static boolean isWide(int c) {
        return c >= 0x1100 && c <= 0x115F // Hangul syllable beginnings
                || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F // radicals, kana, CJK, Yi
                || c >= 0xAC00 && c <= 0xD7A3 // Hangul syllables
                || c >= 0xF900 && c <= 0xFAFF // CJK compatibility
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60 // full-width forms
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1F64F // emoji
                || c >= 0x1F680 && c <= 0x1F6FF
                || c >= 0x1F900 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD; // rarer CJK
    }
}

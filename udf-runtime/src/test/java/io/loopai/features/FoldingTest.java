package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs were learned with these forms of characters: they must never change. */
class FoldingTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKnowAllCharacters(boolean masked) {
        int[] table = Folding.table(masked);

        assertThat(table).hasSize(0x10000);
        for (int i = 0; i < table.length; i++) {
            char c = (char) i;
            char folded = folded(c, masked);
            assertThat(Folding.folded(table[c])).as("%04x", i).isEqualTo(folded);
            assertThat(Folding.word(table[c])).as("%04x", i).isEqualTo(isWord(folded) ? 1 : 0);
            assertThat(Folding.place(table[c])).as("%04x", i).isEqualTo(isPlace(c) ? 1 : 0);
            assertThat(Folding.isWord(folded)).as("%04x", i).isEqualTo(isWord(folded));
        }
    }

    private static char folded(char c, boolean masked) {
        if (c < 0x80) {
            boolean digit = c >= '0' && c <= '9';
            boolean upper = c >= 'A' && c <= 'Z';
            return c <= ' ' ? ' ' : upper ? (char) (c + 32) : masked && digit ? '0' : c;
        }
        if (c == 0x2019) {
            return 0x27;
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        return masked && Character.isDigit(c) ? '0' : Character.toLowerCase(c);
    }

    private static boolean isWord(char folded) {
        if (folded < 0x80) {
            return folded >= 'a' && folded <= 'z'
                    || folded >= '0' && folded <= '9'
                    || folded == 0x27;
        }
        int type = Character.getType(folded);
        return Character.isLetterOrDigit(folded)
                || Character.isSurrogate(folded)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isPlace(char c) {
        if (Character.isLetter(c)) {
            return Character.isUpperCase(c);
        }
        boolean blank = c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
        return Character.isDigit(c) || !blank;
    }
}

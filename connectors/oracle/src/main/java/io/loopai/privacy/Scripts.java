package io.loopai.privacy;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Scripts that set no spaces between words, or hang endings on to foreign ones. */
final class Scripts {

    private static final Set<UnicodeScript> UNSPACED =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.HANGUL,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR);

    private static final char LONG_VOWEL = 'ー';

    private Scripts() {}

    /** Whether an address or a number may begin or end right beside this letter. */
    static boolean isUnspaced(char c) {
        return c >= 0x0E00 && (c == LONG_VOWEL || UNSPACED.contains(UnicodeScript.of(c)));
    }
}

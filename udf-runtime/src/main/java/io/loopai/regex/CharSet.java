package io.loopai.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.BitSet;

/**
 * The code points that one atom of a pattern matches, as RE2/J has it. It knows what it was asked of
 * late, and so little that a text of all of Unicode does not fill the memory.
 */
final class CharSet {

    private static final int PAGE = 256;

    /** More than the letters of most alphabets. */
    private static final int REMEMBERED = 128;

    /** Null for one code point alone. */
    private final Pattern atom;

    private final int only;
    private BitSet first;

    /** Twice the code point, and 1 more when it is in the set, by its last bits. */
    private int[] late;

    private CharSet(Pattern atom, int only) {
        this.atom = atom;
        this.only = only;
    }

    static CharSet of(Pattern atom) {
        return new CharSet(atom, -1);
    }

    /** One code point, case and all. */
    static CharSet of(int codePoint) {
        return new CharSet(null, codePoint);
    }

    boolean has(int codePoint) {
        if (atom == null) {
            return codePoint == only;
        }
        return codePoint < PAGE
                ? codePoint >= 0 && firstPage().get(codePoint)
                : remembered(codePoint);
    }

    private BitSet firstPage() {
        if (first == null) {
            first = page();
        }
        return first;
    }

    private boolean remembered(int codePoint) {
        if (late == null) {
            late = new int[REMEMBERED];
        }
        int slot = codePoint % REMEMBERED;
        int known = late[slot];
        if (known >> 1 != codePoint) {
            known = 2 * codePoint + (atom.matches(Character.toString(codePoint)) ? 1 : 0);
            late[slot] = known;
        }
        return (known & 1) != 0;
    }

    private BitSet page() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < PAGE; i++) {
            all.append((char) i);
        }
        BitSet found = new BitSet(PAGE);
        Matcher matcher = atom.matcher(all);
        while (matcher.find()) {
            found.set(matcher.start());
        }
        return found;
    }
}

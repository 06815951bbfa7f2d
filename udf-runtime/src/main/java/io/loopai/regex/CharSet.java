package io.loopai.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The code points that one atom of a pattern matches, as RE2/J has it. */
final class CharSet {

    private static final int PAGE = 256;

    private final Pattern atom;
    private final BitSet first;
    private final Map<Integer, BitSet> others = new ConcurrentHashMap<>();

    CharSet(Pattern atom) {
        this.atom = atom;
        this.first = page(0);
    }

    boolean has(int codePoint) {
        return codePoint < PAGE
                ? codePoint >= 0 && first.get(codePoint)
                : others.computeIfAbsent(codePoint / PAGE, this::page).get(codePoint % PAGE);
    }

    private BitSet page(int number) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < PAGE; i++) {
            all.appendCodePoint(number * PAGE + i);
        }
        BitSet found = new BitSet(PAGE);
        Matcher matcher = atom.matcher(all);
        while (matcher.find()) {
            found.set(all.codePointAt(matcher.start()) % PAGE);
        }
        return found;
    }
}

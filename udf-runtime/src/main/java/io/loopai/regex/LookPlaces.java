package io.loopai.regex;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;

/** The places of one text where look-around, and ends of texts, lines and words, hold. */
final class LookPlaces {

    private final CharSequence text;
    private final Map<LookProgram, BitSet> known = new IdentityHashMap<>();

    LookPlaces(CharSequence text) {
        this.text = text;
    }

    int length() {
        return text.length();
    }

    /** The code point that begins at the place; -1 at the end. */
    int after(int at) {
        return at < text.length() ? Character.codePointAt(text, at) : -1;
    }

    /** The code point that ends at the place; -1 at the beginning. */
    int before(int at) {
        return at > 0 ? Character.codePointBefore(text, at) : -1;
    }

    /** Whether an instruction that reads nothing lets a search through. */
    boolean holds(LookProgram.Step step, int at) {
        if (step.node() instanceof Node.Look look) {
            BitSet places = known.get(step.looked());
            if (places == null) {
                places = pass(step.looked());
                known.put(step.looked(), places);
            }
            return places.get(at) != look.negative();
        }
        switch (((Node.Edge) step.node()).kind()) {
            case 'A':
                return at == 0;
            case 'z':
                return at == text.length();
            case '^':
                // As in Java no line begins at the very end.
                return at < text.length() && (at == 0 || text.charAt(at - 1) == '\n');
            case '$':
                return at == text.length() || text.charAt(at) == '\n';
            case 'b':
                return isWord(before(at)) != isWord(after(at));
            default:
                return isWord(before(at)) == isWord(after(at));
        }
    }

    /** Where a match that may begin anywhere ends. */
    private BitSet pass(LookProgram program) {
        BitSet ends = new BitSet();
        LookThreads now = new LookThreads(program, this);
        LookThreads next = new LookThreads(program, this);
        int at = program.backwards() ? text.length() : 0;
        while (true) {
            now.add(0, at, at, null);
            int c = program.backwards() ? before(at) : after(at);
            int to = at + (program.backwards() ? -1 : 1) * (c < 0 ? 0 : Character.charCount(c));
            for (int i = 0; i < now.size(); i++) {
                if (now.isMatch(i)) {
                    ends.set(at);
                } else if (now.takes(i, c)) {
                    next.add(now.pc(i) + 1, to, 0, null);
                }
            }
            if (c < 0) {
                return ends;
            }
            at = to;
            LookThreads swap = now;
            now = next;
            next = swap;
            next.clear();
        }
    }

    private static boolean isWord(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
    }
}

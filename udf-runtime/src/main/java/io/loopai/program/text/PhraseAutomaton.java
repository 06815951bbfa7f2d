package io.loopai.program.text;

import java.util.Arrays;

/**
 * The string-matching automaton of Aho and Corasick, "Efficient string matching: an aid to
 * bibliographic search", CACM 18(6), 1975.
 *
 * <p>States are numbered breadth first, so the children of a state are neighbours and one array of
 * labels, searched by halving, replaces a table per state: 18 bytes a state whatever the alphabet.
 */
final class PhraseAutomaton {

    static final int ROOT = 0;
    static final int NONE = -1;

    /** The children of state s are the states from firstChild[s] to firstChild[s + 1]. */
    private final int[] firstChild;

    /** The root's children by ASCII character, or ROOT: the step that texts take most often. */
    private final int[] rootChild = new int[128];

    /** The character that leads into a state. */
    private final char[] label;

    /** The state of the longest proper suffix that is also a prefix of a phrase. */
    private final int[] fallback;

    /** The phrase that ends in a state, or NONE. */
    private final int[] phrase;

    /** The next state on the way of fallbacks in which a phrase ends, or ROOT. */
    private final int[] shorter;

    /**
     * @param phrases not empty, in the order of {@link String#compareTo}, without duplicates
     */
    PhraseAutomaton(String[] phrases) {
        int most = 1;
        for (String each : phrases) {
            most += each.length();
        }
        firstChild = new int[most + 1];
        label = new char[most];
        fallback = new int[most];
        phrase = new int[most];
        shorter = new int[most];
        int states = grow(phrases, most);
        for (int child = firstChild[ROOT]; child < firstChild[ROOT + 1]; child++) {
            if (label[child] < rootChild.length) {
                rootChild[label[child]] = child;
            }
        }
        for (int state = 0; state < states; state++) {
            link(state);
        }
    }

    /** Makes the tree of all prefixes; a state stands for a range of sorted phrases that share one. */
    private int grow(String[] phrases, int most) {
        int[] from = new int[most];
        int[] to = new int[most];
        int[] depth = new int[most];
        to[ROOT] = phrases.length;
        int states = 1;
        for (int state = 0; state < states; state++) {
            firstChild[state] = states;
            int next = from[state];
            phrase[state] = NONE;
            if (next < to[state] && phrases[next].length() == depth[state]) {
                phrase[state] = next++;
            }
            while (next < to[state]) {
                char c = phrases[next].charAt(depth[state]);
                label[states] = c;
                depth[states] = depth[state] + 1;
                from[states] = next;
                while (next < to[state] && phrases[next].charAt(depth[state]) == c) {
                    next++;
                }
                to[states++] = next;
            }
        }
        Arrays.fill(firstChild, states, firstChild.length, states);
        return states;
    }

    /** Sets the links of a state's children; breadth first, so those nearer the root are done. */
    private void link(int state) {
        for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
            int suffix = state == ROOT ? ROOT : step(fallback[state], label[child]);
            fallback[child] = suffix;
            shorter[child] = phrase[suffix] == NONE ? shorter[suffix] : suffix;
        }
    }

    /** The state after reading one more character: constant time, averaged over a text. */
    int step(int state, char c) {
        int from = state;
        while (true) {
            int child = child(from, c);
            if (child != ROOT || from == ROOT) {
                return child;
            }
            from = fallback[from];
        }
    }

    private int child(int state, char c) {
        if (state == ROOT && c < rootChild.length) {
            return rootChild[c];
        }
        int end = firstChild[state + 1];
        int found = Arrays.binarySearch(label, firstChild[state], end, c);
        return found < 0 ? ROOT : found;
    }

    int phrase(int state) {
        return phrase[state];
    }

    int shorter(int state) {
        return shorter[state];
    }
}

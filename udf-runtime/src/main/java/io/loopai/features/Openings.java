package io.loopai.features;

import java.util.HashMap;
import java.util.Map;

/**
 * What kind of word an English text opens with: that tells questions, requests and statements apart
 * from a handful of examples. The closed classes of words are listed; verbs and nouns are "other".
 */
final class Openings {

    static final int OTHER = 0;

    private static final int LONGEST = 7;
    private static final String[] CLASSES = {
        "what when where who whom whose why which how whats what's who's how's where's",
        "is are am was were do does did can could will would shall should may might must have has"
                + " had isn't aren't don't doesn't didn't can't won't",
        "i you he she it we they this that these those there my your his her its our their i'm"
                + " you're we're they're it's i've we've i'll we'll the a an all some any no every"
                + " each both many most",
        "please kindly let let's",
        "hi hello hey dear thanks thank",
        "in on at by for from to of with after before since if when while because but and or so as",
    };

    private static final Map<String, Integer> CLASS_OF = new HashMap<>();

    static {
        for (int i = 0; i < CLASSES.length; i++) {
            for (String word : CLASSES[i].split(" ")) {
                CLASS_OF.putIfAbsent(word, i + 1);
            }
        }
    }

    private Openings() {}

    /** The class of the first word of a text that was {@linkplain Scan folded}. */
    static int of(char[] folded, int length) {
        int start = 0;
        while (start < length && !Folding.isWord(folded[start])) {
            start++;
        }
        int end = start;
        while (end < length && Folding.isWord(folded[end]) && end - start <= LONGEST) {
            end++;
        }
        boolean listed = end - start <= LONGEST;
        return listed
                ? CLASS_OF.getOrDefault(new String(folded, start, end - start), OTHER)
                : OTHER;
    }
}

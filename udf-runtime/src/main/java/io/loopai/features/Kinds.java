package io.loopai.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the words of an English text name: of which kinds there are words (persons, places, money, food,
 * sport, troubles), of which there are several, and which kind comes first. A handful of examples cannot
 * teach that <i>goalkeeper</i> and <i>referee</i> are of one kind; the list is there from the beginning.
 * Lists of words that belong together were what told questions apart best (Li and Roth, Learning Question
 * Classifiers, COLING 2002).
 */
final class Kinds {

    /** In the order of their bits. */
    static final WordList LIST =
            new WordList(
                    "kinds.txt",
                    List.of(
                            "person",
                            "group",
                            "place",
                            "time",
                            "amount",
                            "money",
                            "animal",
                            "plant",
                            "food",
                            "body",
                            "sport",
                            "music",
                            "story",
                            "computing",
                            "science",
                            "travel",
                            "thing",
                            "weather",
                            "politics",
                            "law",
                            "religion",
                            "work",
                            "language",
                            "reason",
                            "trouble",
                            "offer",
                            "order",
                            "account",
                            "meeting"));

    private static final int ONCE = 1;

    /** Or more often. */
    private static final int TWICE = 2;

    private static final int FIRST = 3;

    private static final int BLOCK = Block.KINDS.ordinal();

    private final int salt;
    private final FeatureList list;

    private Kinds(int salt, FeatureList list) {
        this.salt = salt;
        this.list = list;
    }

    static void find(Scan scan, int salt, FeatureList list) {
        Kinds found = new Kinds(salt, list);
        int words = scan.lookUp(LIST);
        int once = 0;
        int twice = 0;
        int first = 0;
        for (int i = 0; i < words; i++) {
            int kinds = scan.listed[i];
            twice |= once & kinds;
            once |= kinds;
            // The first word of a request says what to do, and seldom with what.
            first = first == 0 && i > 0 ? kinds : first;
        }
        found.add(once, ONCE);
        found.add(twice, TWICE);
        found.add(first, FIRST);
    }

    private void add(int kinds, int what) {
        for (int left = kinds; left != 0; left &= left - 1) {
            list.add(BLOCK, bucket(salt, Integer.numberOfTrailingZeros(left), what));
        }
    }

    private static int bucket(int salt, int kind, int what) {
        return Hash.bucket(Hash.mix(Hash.mix(salt, kind), what));
    }

    static Map<String, Integer> buckets(int salt) {
        Map<String, Integer> buckets = new LinkedHashMap<>();
        for (String name : LIST.groups()) {
            buckets.put(name, bucket(salt, buckets.size(), ONCE));
        }
        return buckets;
    }
}

package io.loopai.features;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * What the words of an English text say of feelings and opinions: how many there are of each tone, which
 * side outweighs the other, and which one the text ends with. A handful of examples cannot teach what
 * thousands of words feel like; for tasks that ask for it, the list is there from the beginning.
 *
 * <pre>{@code
 * Tones.areTold(List.of("positive", "negative", "neutral"))       // true
 * TextFeatures.parse("words 1-2, chars 2-5, marks, tones")
 * }</pre>
 *
 * <p>A word within three words after a negation counts for the other side (after Pang, Lee and
 * Vaithyanathan, Thumbs up?, EMNLP 2002, who mark such words), and what follows a <i>but</i> is told
 * apart. The features are of the block of other fields, for among those of the marks they would drown.
 */
public final class Tones {

    /** What people call feelings and opinions when they are answers. */
    private static final Set<String> GOOD_LABELS =
            Set.of(
                    ("positive pos good better best great excellent happy happiness glad joy joyful love"
                                    + " loved like liked likes praise optimism optimistic hope hopeful"
                                    + " satisfied satisfaction pleased content favorable favourable"
                                    + " recommended trust calm excitement excited gratitude grateful"
                                    + " amusement admiration approval relief pride caring delighted")
                            .split(" "));

    private static final Set<String> BAD_LABELS =
            Set.of(
                    ("negative neg bad worse worst poor terrible awful sad sadness unhappy anger angry"
                                    + " rage fear afraid scared hate hated hatred dislike disliked"
                                    + " disgust disgusted dissatisfied dissatisfaction disappointed"
                                    + " disappointment pessimism pessimistic unfavorable unfavourable"
                                    + " complaint frustrated frustration annoyed annoyance anxious"
                                    + " anxiety worried worry grief remorse shame guilt disapproval"
                                    + " embarrassment nervousness upset toxic")
                            .split(" "));

    private static final Set<String> NOT_LABELS = Set.of("not", "non", "no", "un");

    /** A negation reaches so many words. */
    private static final int REACH = 3;

    /** Of one side, more than so many words are as many. */
    private static final int MOST = 3;

    private static final int POSITIVE_SIDE = ToneWords.FEELINGS;
    private static final int NEGATIVE_SIDE = ToneWords.FEELINGS + 1;
    private static final int NEITHER_SIDE = ToneWords.FEELINGS + 2;
    private static final int AFTER_BUT = ToneWords.FEELINGS + 3;
    private static final int LAST = ToneWords.FEELINGS + 4;

    private static final int BLOCK = Block.FIELDS.ordinal();

    private final int salt;
    private final FeatureList list;

    /** The tones of one word or more, of two or more, and of three or more. */
    private int once;

    private int twice;
    private int thrice;

    /** Words of one side less words of the other. */
    private int balance;

    private boolean but;
    private int balanceSinceBut;
    private int last;

    /** How many words the last negation still reaches. */
    private int reach;

    private Tones(int salt, FeatureList list) {
        this.salt = salt;
        this.list = list;
    }

    /**
     * Whether these labels are feelings or opinions: half of them or more are named for one, and they
     * are not all on one side. So {@code error} and {@code fatal} of a log are none.
     */
    public static boolean areTold(Collection<String> labels) {
        int good = 0;
        int bad = 0;
        for (String label : labels) {
            int side = side(label);
            good += side > 0 ? 1 : 0;
            bad += side < 0 ? 1 : 0;
        }
        return good > 0 && bad > 0 && 2 * (good + bad) >= labels.size();
    }

    private static int side(String label) {
        int sum = 0;
        boolean not = false;
        for (String word : label.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            sum += (GOOD_LABELS.contains(word) ? 1 : 0) - (BAD_LABELS.contains(word) ? 1 : 0);
            not |= NOT_LABELS.contains(word);
        }
        return not ? -sum : sum;
    }

    static void find(Scan scan, int salt, FeatureList list) {
        Tones tones = new Tones(salt, list);
        int words = scan.lookUp(ToneWords.LIST);
        for (int i = 0; i < words; i++) {
            tones.add(scan.listed[i]);
        }
        tones.end();
    }

    private void add(int tonesOfWord) {
        if (tonesOfWord == 0) {
            reach = Math.max(0, reach - 1);
            return;
        }
        int tones = tonesOfWord;
        int side = ToneWords.side(tones);
        if (reach > 0 && side != 0) {
            side = -side;
            tones = side > 0 ? ToneWords.PRAISE : ToneWords.CRITICISM;
        }
        reach = Math.max(0, reach - 1);
        if ((tonesOfWord & ToneWords.NOT) != 0) {
            reach = REACH;
        }
        if ((tonesOfWord & ToneWords.BUT) != 0) {
            but = true;
            balanceSinceBut = 0;
            reach = 0;
        }
        thrice |= twice & tones;
        twice |= once & tones;
        once |= tones;
        balance += side;
        balanceSinceBut += side;
        last = side == 0 ? last : side;
    }

    private void end() {
        for (int left = once & ToneWords.ALL_FEELINGS; left != 0; left &= left - 1) {
            int tone = Integer.numberOfTrailingZeros(left);
            foundUpTo(tone, 1 + (twice >>> tone & 1) + (thrice >>> tone & 1));
        }
        if (balance == 0) {
            found(NEITHER_SIDE, 1);
        } else {
            foundUpTo(balance > 0 ? POSITIVE_SIDE : NEGATIVE_SIDE, Math.abs(balance));
        }
        if (but && balanceSinceBut != 0) {
            found(AFTER_BUT, Integer.signum(balanceSinceBut));
        }
        if (last != 0) {
            found(LAST, last);
        }
    }

    private void foundUpTo(int kind, int many) {
        for (int i = 1; i <= Math.min(MOST, many); i++) {
            found(kind, i);
        }
    }

    private void found(int kind, int what) {
        list.add(BLOCK, Hash.bucket(Hash.mix(Hash.mix(salt, kind), what)));
    }
}

package io.loopai.program.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Many words and phrases, found in one pass over a text: the way to write a keyword classifier.
 *
 * <pre>{@code
 * private static final PhraseSet SPAM = PhraseSet.of("free entry", "win a prize", "txt");
 *
 * SPAM.matches("WIN a\nprize today")        // true
 * SPAM.count("txt WIN, txt STOP")           // 2
 * SPAM.found("Free entry! Txt WIN")         // [free entry, txt]
 *
 * private static final PhraseSet LEXICON =
 *         PhraseSet.weighted(Map.of("refund", 2.0, "broken", 1.5, "thank you", -1.0));
 *
 * LEXICON.score("Broken again, I want a refund")   // 3.5
 * }</pre>
 *
 * <p>Case is ignored, any run of white space equals one blank, and a curly apostrophe equals a
 * straight one. A phrase is found only where it begins and ends with a whole word: "win" is not in
 * "winter", but it is in "win-win" and "win's". {@link #anywhere()} gives up that rule. A phrase may
 * hold or be punctuation ("c++", "!!"): at such an end anything may follow.
 *
 * <p>Make it once, in a static final field: making it costs far more than using it. It is immutable,
 * and searching takes time linear in the text, however many phrases there are (Aho and Corasick,
 * CACM 18(6), 1975). The methods accept every text and throw only {@link NullPointerException}, for
 * null.
 */
public final class PhraseSet {

    static final int MAX_PHRASE = 200;
    static final int MAX_TOTAL = 100_000;

    /** By folded phrase in ascending order, as are the other arrays. */
    private final String[] spelling;

    private final int[] length;
    private final double[] weight;
    private final PhraseAutomaton automaton;
    private final boolean wholeWords;

    private PhraseSet(
            String[] spelling,
            int[] length,
            double[] weight,
            PhraseAutomaton automaton,
            boolean wholeWords) {
        this.spelling = spelling;
        this.length = length;
        this.weight = weight;
        this.automaton = automaton;
        this.wholeWords = wholeWords;
    }

    /**
     * A set of phrases, each of weight 1. A phrase given twice counts once.
     *
     * @throws IllegalArgumentException when a phrase is blank or longer than 200 characters, or when
     *     all together have more than 100,000
     */
    public static PhraseSet of(String... phrases) {
        List<Entry> entries = new ArrayList<>();
        int total = 0;
        for (String phrase : phrases) {
            total = add(entries, total, phrase, 1.0);
        }
        return of(entries);
    }

    /**
     * A set of phrases with weights, such as the evidence each gives for a label; weights may be
     * negative.
     *
     * @throws IllegalArgumentException as {@link #of(String...)}, and when a weight is NaN or
     *     infinite, or two phrases differ only in case or spacing
     */
    public static PhraseSet weighted(Map<String, Double> weights) {
        List<Entry> entries = new ArrayList<>();
        int total = 0;
        for (Map.Entry<String, Double> each : weights.entrySet()) {
            String phrase = Objects.requireNonNull(each.getKey(), "a phrase is null");
            Double weight = each.getValue();
            if (weight == null || Double.isNaN(weight) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "the weight of phrase '"
                                + quote(phrase)
                                + "' is "
                                + weight
                                + ", but must be a finite number");
            }
            total = add(entries, total, phrase, weight);
        }
        // Which of two spellings came first may differ between JVMs, so neither may win.
        entries.sort(
                Comparator.<Entry, String>comparing(e -> e.folded).thenComparing(e -> e.spelling));
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).folded.equals(entries.get(i - 1).folded)) {
                throw new IllegalArgumentException(
                        "phrases '"
                                + entries.get(i - 1).spelling
                                + "' and '"
                                + entries.get(i).spelling
                                + "' are the same when case and spacing are ignored;"
                                + " keep one of them");
            }
        }
        return of(entries);
    }

    /** The same phrases, found inside of words too: "win" in "winter", "gratis" in "tegratisx". */
    public PhraseSet anywhere() {
        return new PhraseSet(spelling, length, weight, automaton, false);
    }

    /** Whether at least one phrase is in the text. */
    public boolean matches(String text) {
        return new Hits(text).next();
    }

    /**
     * How often phrases are in the text: every place of every phrase counts, also where they overlap
     * ("new york" and "york" count 2 in "New York").
     */
    public int count(String text) {
        Hits hits = new Hits(text);
        int count = 0;
        while (hits.next()) {
            count++;
        }
        return count;
    }

    /**
     * The different phrases that are in the text, spelled as given to this set, in the order in which
     * they first end; of two that end at one place the longer comes first. A new list, the caller's
     * to change.
     */
    public List<String> found(String text) {
        List<String> found = new ArrayList<>();
        BitSet seen = new BitSet();
        Hits hits = new Hits(text);
        while (hits.next()) {
            if (!seen.get(hits.phrase)) {
                seen.set(hits.phrase);
                found.add(spelling[hits.phrase]);
            }
        }
        return found;
    }

    /**
     * The sum of the weights of the different phrases that are in the text, each added once however
     * often it occurs; 0 when there are none. Without weights: how many different phrases there are.
     */
    public double score(String text) {
        double score = 0.0;
        BitSet seen = new BitSet();
        Hits hits = new Hits(text);
        while (hits.next()) {
            if (!seen.get(hits.phrase)) {
                seen.set(hits.phrase);
                score += weight[hits.phrase];
            }
        }
        return score;
    }

    /** How many different phrases this set has. */
    public int size() {
        return spelling.length;
    }

    /** The occurrences of phrases in one text, by the place where they end. */
    private final class Hits {

        private final char[] text;
        private final int end;
        private int at;
        private int state = PhraseAutomaton.ROOT;

        /** A state on the way of fallbacks in which a phrase ends here, or ROOT. */
        private int ending = PhraseAutomaton.ROOT;

        private int phrase;

        Hits(String text) {
            this.text = new char[text.length()];
            this.end = foldInto(text, this.text);
        }

        boolean next() {
            while (true) {
                while (ending != PhraseAutomaton.ROOT) {
                    phrase = automaton.phrase(ending);
                    ending = automaton.shorter(ending);
                    if (!wholeWords || !insideWord(at - length[phrase])) {
                        return true;
                    }
                }
                if (at == end) {
                    return false;
                }
                state = automaton.step(state, text[at++]);
                if (!wholeWords || !insideWord(at)) {
                    ending =
                            automaton.phrase(state) == PhraseAutomaton.NONE
                                    ? automaton.shorter(state)
                                    : state;
                }
            }
        }

        /** Whether the border before this index parts two characters of one word. */
        private boolean insideWord(int index) {
            return index > 0
                    && index < end
                    && Chars.isWord(Character.codePointAt(text, index, end))
                    && Chars.isWord(Character.codePointBefore(text, index));
        }
    }

    /** Folds the text and makes each run of white space one blank; returns the length. */
    private static int foldInto(String text, char[] folded) {
        int length = 0;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            int one = Chars.fold(codePoint);
            if (one != ' ' || length == 0 || folded[length - 1] != ' ') {
                length += Character.toChars(one, folded, length);
            }
        }
        return length;
    }

    private static String fold(String phrase) {
        char[] folded = new char[phrase.length()];
        return new String(folded, 0, foldInto(phrase, folded)).strip();
    }

    private static final class Entry {
        final String folded;
        final String spelling;
        final double weight;

        Entry(String folded, String spelling, double weight) {
            this.folded = folded;
            this.spelling = spelling;
            this.weight = weight;
        }
    }

    /** Checks and adds one phrase; returns the new total of characters. */
    private static int add(List<Entry> entries, int total, String phrase, double weight) {
        if (phrase.length() > MAX_PHRASE) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "phrase '%s' has %,d characters, but at most %,d are allowed;"
                                    + " a shorter part of it will find the same texts",
                            quote(phrase),
                            phrase.length(),
                            MAX_PHRASE));
        }
        int sum = total + phrase.length();
        if (sum > MAX_TOTAL) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the phrases have more than %,d characters together;"
                                    + " keep those that tell most",
                            MAX_TOTAL));
        }
        String folded = fold(phrase);
        if (folded.isEmpty()) {
            throw new IllegalArgumentException(
                    "phrase '" + phrase + "' is blank and would be found everywhere; leave it out");
        }
        entries.add(new Entry(folded, phrase, weight));
        return sum;
    }

    /** Of phrases that fold to the same the first one given stays, because the sort is stable. */
    private static PhraseSet of(List<Entry> entries) {
        entries.sort(Comparator.comparing(entry -> entry.folded));
        List<Entry> distinct = new ArrayList<>();
        String last = null;
        for (Entry entry : entries) {
            if (!entry.folded.equals(last)) {
                distinct.add(entry);
            }
            last = entry.folded;
        }
        int size = distinct.size();
        String[] folded = new String[size];
        String[] spelling = new String[size];
        int[] length = new int[size];
        double[] weight = new double[size];
        for (int i = 0; i < size; i++) {
            Entry entry = distinct.get(i);
            folded[i] = entry.folded;
            spelling[i] = entry.spelling;
            length[i] = entry.folded.length();
            weight[i] = entry.weight;
        }
        return new PhraseSet(spelling, length, weight, new PhraseAutomaton(folded), true);
    }

    private static String quote(String phrase) {
        return phrase.length() <= 40 ? phrase : phrase.substring(0, 40) + "…";
    }

    /** The phrases in an order of their own, for messages. */
    @Override
    public String toString() {
        return Arrays.toString(spelling);
    }
}

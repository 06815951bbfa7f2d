package io.loopai.features;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The features of a text: hashed word and character n-grams, marks, tones, and what words name.
 *
 * <pre>{@code
 * TextFeatures features = TextFeatures.parse("words 1-2, chars 2-5, marks");
 * features.find("subject", "WIN a prize!", list);
 * }</pre>
 *
 * <p>Case is ignored but for marks, and white space counts as one blank. Hashing replaces a
 * dictionary (Weinberger et al., ICML 2009): features that meet in one of 2^18 buckets are taken for
 * the same. The same text gives the same buckets on every machine and in every version: models that
 * were learned depend on it.
 *
 * <p>Immutable. Takes time linear in the text.
 */
public final class TextFeatures {

    /** Buckets are numbers below this. */
    public static final int BUCKETS = 1 << 18;

    private static final String MARKED = "marks";
    private static final String TONED = "tones";
    private static final String NAMED = "kinds";
    private static final String MASKED = "digits masked";
    private static final List<String> OTHERS = List.of(MARKED, TONED, NAMED, MASKED);

    private static final int MAX_WORDS = 2;
    private static final int MAX_CHARS = 6;

    private static final int WORDS = Block.WORDS.ordinal();
    private static final int CHARS = Block.CHARS.ordinal();
    private static final int MARKS = Block.MARKS.ordinal();
    private static final int KINDS = Block.KINDS.ordinal();

    /** Tones are of the block of other fields, from which this tells them apart. */
    private static final int TONES = 77;

    private final int mostWords;
    private final int fewestChars;
    private final int mostChars;
    private final Set<String> others;
    private final boolean marks;
    private final boolean tones;
    private final boolean kinds;
    private final boolean masked;

    private TextFeatures(int mostWords, int fewestChars, int mostChars, Set<String> others) {
        this.mostWords = mostWords;
        this.fewestChars = fewestChars;
        this.mostChars = mostChars;
        this.others = others;
        this.marks = others.contains(MARKED);
        this.tones = others.contains(TONED);
        this.kinds = others.contains(NAMED);
        this.masked = others.contains(MASKED);
    }

    /**
     * Reads what {@link #toString} writes: any of {@code words 1}, {@code words 1-2}, {@code chars
     * 2-5} (both from 1 to 6), {@code marks}, {@code tones} ({@link Tones}), {@code
     * kinds} (what words name), and {@code digits masked} for texts in which all digits are alike, parted
     * by commas.
     *
     * @throws IllegalArgumentException names the part that is none of these
     */
    public static TextFeatures parse(String spec) {
        int mostWords = 0;
        int fewestChars = 1;
        int mostChars = 0;
        Set<String> others = new HashSet<>();
        for (String part : spec.split(",")) {
            String[] words = part.strip().split(" ");
            String kind = words[0];
            if (OTHERS.contains(part.strip())) {
                others.add(part.strip());
            } else if (words.length == 2 && kind.equals("words")) {
                mostWords = range(part, words[1], MAX_WORDS)[1];
            } else if (words.length == 2 && kind.equals("chars")) {
                int[] range = range(part, words[1], MAX_CHARS);
                fewestChars = range[0];
                mostChars = range[1];
            } else {
                throw unknown(part);
            }
        }
        return new TextFeatures(mostWords, fewestChars, mostChars, others);
    }

    private static int[] range(String part, String range, int most) {
        boolean single = range.length() == 1;
        if (!single && (range.length() != 3 || range.charAt(1) != '-')) {
            throw unknown(part);
        }
        int first = range.charAt(0) - '0';
        int last = range.charAt(range.length() - 1) - '0';
        if (first < 1 || last < first || last > most || most == MAX_WORDS && first != 1) {
            throw unknown(part);
        }
        return new int[] {first, last};
    }

    private static IllegalArgumentException unknown(String part) {
        return new IllegalArgumentException(
                "'"
                        + part.strip()
                        + "' is no kind of features; known: words 1, words 1-2, chars 2-5 (from 1 to"
                        + " 6), "
                        + String.join(", ", OTHERS));
    }

    /**
     * Adds the features of one field to the list.
     *
     * @param field tells the features of several texts apart
     */
    public void find(String field, String text, FeatureList list) {
        int seed = Hash.of(field);
        int wordSalt = Hash.mix(seed, WORDS);
        Scan scan = list.scan();
        scan.read(text, masked, wordSalt);
        if (mostWords > 0) {
            words(scan, wordSalt, list);
        }
        if (mostChars > 0) {
            chars(scan.folded, scan.length, seed, list);
        }
        if (marks) {
            new Marks(scan, Hash.mix(seed, MARKS), list).find();
        }
        if (tones) {
            Tones.find(scan, Hash.mix(seed, TONES), list);
        }
        if (kinds) {
            Kinds.find(scan, Hash.mix(seed, KINDS), list);
        }
    }

    /**
     * What words can name, in the order of the list, each with the bucket of texts that have such a word:
     * to tell people what a model has learned. Empty where these features have no kinds.
     *
     * @param field as for {@link #find}
     */
    public Map<String, Integer> kinds(String field) {
        return kinds ? Kinds.buckets(Hash.mix(Hash.of(field), KINDS)) : Map.of();
    }

    private void words(Scan scan, int salt, FeatureList list) {
        int pairSalt = Hash.mix(salt, 2);
        int before = salt;
        int[] found = list.room(2 * scan.wordCount);
        Vocabulary wanted = list.wanted();
        int size = list.size();
        for (int i = 0; i < scan.wordCount; i++) {
            int hash = (int) scan.words[i];
            size = FeatureList.put(found, size, wanted, WORDS, Hash.bucket(hash));
            if (mostWords > 1) {
                // The first word's partner is the beginning of the text.
                int pair = Hash.bucket(Hash.mix(before ^ pairSalt, hash));
                size = FeatureList.put(found, size, wanted, WORDS, pair);
                before = hash;
            }
        }
        list.end(size);
    }

    private void chars(char[] text, int length, int seed, FeatureList list) {
        int salt = Hash.mix(seed, CHARS);
        int[] found = list.room(length * mostChars);
        Vocabulary wanted = list.wanted();
        int size = list.size();
        int start = 0;
        if (fewestChars == 2 && (mostChars == 4 || mostChars == 5)) {
            // The usual ones by themselves: as loops they would take twice the time.
            boolean five = mostChars == 5;
            for (; start + mostChars <= length; start++) {
                int hash = ((salt ^ text[start]) * Hash.FACTOR ^ text[start + 1]) * Hash.FACTOR;
                size = FeatureList.put(found, size, wanted, CHARS, Hash.bucket(hash));
                hash = (hash ^ text[start + 2]) * Hash.FACTOR;
                size = FeatureList.put(found, size, wanted, CHARS, Hash.bucket(hash));
                hash = (hash ^ text[start + 3]) * Hash.FACTOR;
                size = FeatureList.put(found, size, wanted, CHARS, Hash.bucket(hash));
                if (five) {
                    hash = (hash ^ text[start + 4]) * Hash.FACTOR;
                    size = FeatureList.put(found, size, wanted, CHARS, Hash.bucket(hash));
                }
            }
        }
        for (; start < length; start++) {
            int hash = salt;
            int end = Math.min(length, start + mostChars);
            for (int at = start; at < end; at++) {
                hash = (hash ^ text[at]) * Hash.FACTOR;
                if (at - start + 1 >= fewestChars) {
                    size = FeatureList.put(found, size, wanted, CHARS, Hash.bucket(hash));
                }
            }
        }
        list.end(size);
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (mostWords > 0) {
            parts.add(mostWords == 1 ? "words 1" : "words 1-" + mostWords);
        }
        if (mostChars > 0) {
            parts.add("chars " + fewestChars + "-" + mostChars);
        }
        OTHERS.stream().filter(others::contains).forEach(parts::add);
        return String.join(", ", parts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextFeatures that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(toString());
    }
}

package io.loopai.features;

import java.util.stream.IntStream;

/**
 * The features that matter to somebody, numbered in the order of their buckets.
 *
 * <pre>{@code
 * Vocabulary vocabulary = Vocabulary.of(3, 17, 200_000);
 * list.begin(vocabulary);                       // features of other buckets are left out from here on
 * }</pre>
 *
 * <p>A bit for each bucket, beside the number of bits before: so whether a bucket is known, and which
 * number it has, come with one look into memory (rank; Jacobson, Space-efficient static trees and
 * graphs, 1989). Immutable; 64 KB.
 */
public final class Vocabulary {

    /** Of all buckets, each of which is its own number. */
    static final Vocabulary ALL = of(IntStream.range(0, TextFeatures.BUCKETS).toArray());

    /** By 32 buckets: in the lower half a bit for each, in the upper half one less than there are before. */
    private final long[] words = new long[TextFeatures.BUCKETS / Integer.SIZE];

    private Vocabulary() {}

    /**
     * @param buckets from 0 to {@link TextFeatures#BUCKETS} - 1, each once
     * @throws IllegalArgumentException for one that is none of these
     */
    public static Vocabulary of(int... buckets) {
        Vocabulary vocabulary = new Vocabulary();
        long[] words = vocabulary.words;
        for (int bucket : buckets) {
            if (bucket < 0 || bucket >= TextFeatures.BUCKETS) {
                throw new IllegalArgumentException(
                        "bucket " + bucket + " is not from 0 to " + (TextFeatures.BUCKETS - 1));
            }
            words[bucket / Integer.SIZE] |= 1L << bucket % Integer.SIZE;
        }
        long before = 0;
        for (int i = 0; i < words.length; i++) {
            int known = Long.bitCount(words[i]);
            words[i] |= before - 1 << Integer.SIZE;
            before += known;
        }
        return vocabulary;
    }

    /** The word that says all of a bucket, for {@link #upTo} and {@link #number}. */
    long word(int bucket) {
        return words[bucket >>> 5];
    }

    /** The bits up to that of the bucket, which becomes the highest. */
    static int upTo(long word, int bucket) {
        return (int) word << ~bucket;
    }

    /** 1 or 0, for branches are hard to guess for a processor. */
    static int isKnown(int upTo) {
        return upTo >>> Integer.SIZE - 1;
    }

    /** Of a bucket that is known: how many known ones are before it. */
    static int number(long word, int upTo) {
        return (int) (word >> Integer.SIZE) + Integer.bitCount(upTo);
    }
}

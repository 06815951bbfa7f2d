package io.loopai.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts times in buckets that can be added up over subtasks: bucket {@code i} holds what took at most
 * 2<sup>i/2</sup> µs and more than the bucket before it, the last one everything longer. So a
 * quantile is at most 41% too high, and never too low.
 *
 * <pre>{@code
 * LatencyCounts counts = new LatencyCounts();
 * counts.add(1_500);                             // nanoseconds
 * counts.quantileUs(0.99);                       // 2.0
 * }</pre>
 *
 * <p>Not thread-safe. Adding takes constant time and allocates nothing.
 */
public final class LatencyCounts {

    /** The last but one ends at about a second. */
    private static final int BUCKETS = 42;

    private final long[] counts = new long[BUCKETS];

    /** Counts one call. */
    public void add(long nanos) {
        counts[bucket(nanos)]++;
    }

    /** Adds what another instance has counted, as in {@link #toList}. */
    public void addAll(List<Long> others) {
        for (int i = 0; i < others.size(); i++) {
            counts[Math.min(i, BUCKETS - 1)] += others.get(i);
        }
    }

    private static int bucket(long nanos) {
        long micros = Math.max(1, (nanos + 999) / 1_000);
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int bucket = 2 * octave;
        if (micros > 1L << octave) {
            // Above the geometric middle of the octave or not; squares need no root.
            double middle = Math.scalb(1.0, 2 * octave + 1); // (2^(octave+½))²
            bucket += (double) micros * micros <= middle ? 1 : 2;
        }
        return Math.min(bucket, BUCKETS - 1);
    }

    /**
     * What that share of the calls did not exceed, in µs; 0 when nothing was counted.
     *
     * @param share in (0, 1], such as 0.99
     */
    public double quantileUs(double share) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long wanted = (long) Math.ceil(share * all);
        long seen = 0;
        for (int i = 0; i < BUCKETS && all > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.pow(2, i / 2.0);
            }
        }
        return 0;
    }

    /** The counts, without the empty buckets at the end. */
    public List<Long> toList() {
        int length = BUCKETS;
        while (length > 0 && counts[length - 1] == 0) {
            length--;
        }
        List<Long> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(counts[i]);
        }
        return list;
    }
}

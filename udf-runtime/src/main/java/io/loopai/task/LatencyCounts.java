package io.loopai.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts times in buckets that can be added up over subtasks: bucket {@code i} holds what took at most
 * 2<sup>i/2</sup> µs and more than the bucket before it, the first one all that took up to 1 µs. So a
 * quantile is never too low, and at most 41% too high; of calls shorter than that it says 1 µs.
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

    /** Enough for every number of nanoseconds. */
    private static final int BUCKETS = 108;

    /** The most nanoseconds that each bucket holds. */
    private static final long[] BOUNDS = new long[BUCKETS];

    static {
        for (int i = 0; i < BUCKETS; i++) {
            BOUNDS[i] = (long) (1_000 * micros(i));
        }
    }

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
        long micros = nanos / 1_000;
        // Where the octave begins: the right one is there or at most two further.
        int bucket = micros < 1 ? 0 : 2 * (Long.SIZE - 1 - Long.numberOfLeadingZeros(micros));
        while (nanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private static double micros(int bucket) {
        return Math.pow(2, bucket / 2.0);
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
                return micros(i);
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

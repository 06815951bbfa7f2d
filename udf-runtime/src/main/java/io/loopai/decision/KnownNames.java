package io.loopai.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The labels, or the fields of the inputs, that a task has had, to recognise those that it never had.
 *
 * <pre>{@code
 * KnownNames known = KnownNames.of(1_000);
 * Set<String> unseen = known.unseen(now.keySet());
 * known = known.plus(now, records);
 * }</pre>
 *
 * <p>Something unseen says that the stream has changed only once new names have stopped to come by
 * themselves: after some records, and when the next is to be a new one with a probability of at most
 * {@value #SURPRISE}, by the share of the records that had a name which came only once (Good 1953,
 * "The population frequencies of species and the estimation of population parameters"). More than
 * {@value #MOST} names are values in the place of names, and nothing is said of them any more.
 *
 * @param least records before anything is unseen
 * @param records so far
 * @param counts how many of them had each name
 */
public record KnownNames(long least, long records, Map<String, Long> counts) {

    /** As much as is said of one stretch, see {@link io.loopai.task.Traffic}. */
    public static final int MOST = 200;

    public static final double SURPRISE = 0.001;

    public KnownNames {
        counts = Map.copyOf(counts);
    }

    /** Before the first record. */
    public static KnownNames of(long least) {
        return new KnownNames(least, 0, Map.of());
    }

    /** Those of the names that tell of a change, in their natural order. */
    public Set<String> unseen(Set<String> now) {
        long once = counts.values().stream().filter(count -> count == 1).count();
        boolean isSettled = records >= least && once <= SURPRISE * records && counts.size() < MOST;
        return isSettled ? LabelShift.unseen(counts.keySet(), now) : Set.of();
    }

    /** After more records. */
    public KnownNames plus(Map<String, Long> now, long more) {
        Map<String, Long> sum = new HashMap<>(counts);
        now.forEach(
                (name, count) -> {
                    if (sum.size() < MOST || sum.containsKey(name)) {
                        sum.merge(name, count, Long::sum);
                    }
                });
        return new KnownNames(least, records + more, sum);
    }
}

package io.loopai.decision;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a version's answers are distributed otherwise than they were: needs no oracle, so it sees a
 * shift in every record instead of in every twentieth.
 *
 * <pre>{@code
 * LabelShift.distance(Map.of("ham", 90L, "spam", 10L), Map.of("ham", 70L, "spam", 30L));   // 0.2
 * }</pre>
 *
 * <p>The measure is the total variation distance, half the sum of the absolute differences: the share
 * of records whose answer has moved. A p-value would be of no use: with millions of records it is
 * small for shifts that nobody cares about.
 */
public final class LabelShift {

    /** The share of records that has moved above which a shift is worth an alarm. */
    public static final double ALARM = 0.1;

    /** The probability of an alarm, at one look, when nothing has changed. */
    private static final double FALSE_ALARM = 1e-4;

    private LabelShift() {}

    /**
     * A number in [0, 1]: 0 for equal shares, 1 when no label is in both; 0 as long as either is empty.
     *
     * @param before how often each label was the answer, such as in the version's first records
     * @param now the same for the latest records
     */
    public static double distance(Map<String, Long> before, Map<String, Long> now) {
        double records = sum(before);
        double latest = sum(now);
        if (records == 0 || latest == 0) {
            return 0;
        }
        double difference = 0;
        for (String label : union(before, now)) {
            difference +=
                    Math.abs(
                            before.getOrDefault(label, 0L) / records
                                    - now.getOrDefault(label, 0L) / latest);
        }
        return Math.min(1, difference / 2);
    }

    /** Whether the distance is above {@value #ALARM}, and there are records enough to say so. */
    public static boolean alarm(Map<String, Long> before, Map<String, Long> now) {
        return distance(before, now) > ALARM
                && noise(union(before, now).size(), sum(before), sum(now)) <= ALARM;
    }

    /**
     * The distance that two samples of the same distribution exceed with a probability of at most one
     * in ten thousand: its mean is at most ½√((k−1)v) with v = 1/n + 1/m (Cauchy–Schwarz), and it
     * exceeds that by √(v·log(1/δ)/2) with probability at most δ (McDiarmid 1989).
     *
     * @param labels how many different labels there are, k
     */
    public static double noise(int labels, long before, long now) {
        if (before == 0 || now == 0) {
            return 1;
        }
        double v = 1.0 / before + 1.0 / now;
        double mean = Math.sqrt(Math.max(0, labels - 1) * v) / 2;
        return Math.min(1, mean + Math.sqrt(v * -Math.log(FALSE_ALARM) / 2));
    }

    /** How many records before and as many after it takes to raise an alarm. */
    public static long recordsNeeded(int labels) {
        double atOne = Math.sqrt(2.0 * Math.max(0, labels - 1)) / 2;
        double root = (atOne + Math.sqrt(-Math.log(FALSE_ALARM))) / ALARM;
        return (long) Math.ceil(root * root);
    }

    /** Labels, or names of fields, that were never there before; in their natural order. */
    public static Set<String> unseen(Set<String> known, Set<String> now) {
        Set<String> unseen = new TreeSet<>(now);
        unseen.removeAll(known);
        return unseen;
    }

    private static Set<String> union(Map<String, Long> before, Map<String, Long> now) {
        Set<String> labels = new TreeSet<>(before.keySet());
        labels.addAll(now.keySet());
        return labels;
    }

    static long sum(Map<String, Long> counts) {
        long sum = 0;
        for (long each : counts.values()) {
            sum += each;
        }
        return sum;
    }
}

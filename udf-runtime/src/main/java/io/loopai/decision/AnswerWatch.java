package io.loopai.decision;

import java.util.HashMap;
import java.util.Map;

/**
 * Whether a version's answers have shifted, seen from counts of all of them as they come.
 *
 * <pre>{@code
 * AnswerWatch watch = AnswerWatch.of(2);
 * watch = watch.plus(Map.of("ham", 812L, "spam", 91L));
 * if (watch.alarm()) {
 *     watch = AnswerWatch.of(2);                 // as with every new version
 * }
 * }</pre>
 *
 * <p>The version's first answers are what all later ones are compared with, window after window, each
 * as large as it takes for two of them to differ by no more than {@link LabelShift#ALARM} by chance
 * ({@link LabelShift#noise}). Windows do not overlap, so that there are few looks. What holds the
 * bound is that answers come independently of each other: a stream that alternates between night and
 * day does shift, and is said to.
 *
 * @param labels how many different answers there may be
 * @param first how often each was given at the beginning
 * @param latest how often in the window that is being filled, or has just been
 */
public record AnswerWatch(int labels, Map<String, Long> first, Map<String, Long> latest) {

    public AnswerWatch {
        if (labels < 1) {
            throw new IllegalArgumentException(
                    "at least one answer must be possible, but there are " + labels);
        }
        first = Map.copyOf(first);
        latest = Map.copyOf(latest);
    }

    /** Before the first answer of a version, and after every alarm. */
    public static AnswerWatch of(int labels) {
        return new AnswerWatch(labels, Map.of(), Map.of());
    }

    /** After more answers. */
    public AnswerWatch plus(Map<String, Long> more) {
        if (LabelShift.sum(first) < window()) {
            return new AnswerWatch(labels, sum(first, more), latest);
        }
        return new AnswerWatch(labels, first, sum(isFull() ? Map.of() : latest, more));
    }

    /** Whether the window has just been filled, and the answers in it have shifted. */
    public boolean alarm() {
        return isFull() && LabelShift.alarm(first, latest);
    }

    /** The share of answers that has moved, between the first and the latest ones. */
    public double distance() {
        return LabelShift.distance(first, latest);
    }

    /** The answer whose share has grown most. */
    public String grown() {
        double before = LabelShift.sum(first);
        double now = LabelShift.sum(latest);
        String grown = null;
        double most = 0;
        for (Map.Entry<String, Long> each : latest.entrySet()) {
            double growth = each.getValue() / now - first.getOrDefault(each.getKey(), 0L) / before;
            if (grown == null || growth > most) {
                grown = each.getKey();
                most = growth;
            }
        }
        return grown;
    }

    /** Whether the next answers begin a new window. */
    public boolean isFull() {
        return LabelShift.sum(latest) >= window();
    }

    private long window() {
        return LabelShift.recordsNeeded(labels);
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new HashMap<>(one);
        other.forEach((label, count) -> sum.merge(label, count, Long::sum));
        return sum;
    }
}

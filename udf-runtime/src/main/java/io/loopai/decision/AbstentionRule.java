package io.loopai.decision;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * From which confidence on a version answers, so that few of <em>all</em> records are answered
 * wrongly; the others are left to the task's fallback.
 *
 * <pre>{@code
 * AbstentionRule rule = AbstentionRule.choose(outOfFold, 0.95);
 * if (rule.reachesTarget()) {
 *     rule.answers(0.8);                         // whether 0.8 is sure enough
 * }
 * }</pre>
 *
 * <p>Conformal risk control (Angelopoulos, Bates, Fisch, Lei, Schuster 2024): the loss of a record, 1
 * if it is answered and wrong, can only fall as the threshold rises; so the lowest threshold with
 * {@code n/(n+1) · R + 1/(n+1) <= 1 − target}, where R is the mean loss of n labelled records, has
 * an expected loss of at most 1 − target on the next record, if that is exchangeable with them. That
 * holds on average over labelled samples, not for every single one. Choose it afresh for every
 * version, from out-of-fold answers: margins of an older version, or on records that were learned,
 * promise too much.
 *
 * @param threshold the lowest confidence that is an answer; infinite when none is
 * @param coverage the share of the labelled records that is answered
 * @param risk the bound on the share of all records that is answered wrongly: the left side above
 * @param allowed 1 − target
 * @param records how many labelled records it was chosen from
 */
public record AbstentionRule(
        double threshold, double coverage, double risk, double allowed, long records) {

    /**
     * @param scored all labelled records, those without an answer included
     * @param target the share of all records to be right or left to the fallback, in [0, 1]
     */
    public static AbstentionRule choose(List<Scored> scored, double target) {
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException(
                    "a target is a probability in [0, 1], but is " + target);
        }
        double allowed = 1 - target;
        long n = scored.size();
        List<Scored> byConfidence =
                scored.stream()
                        .filter(each -> each.confidence() >= 0)
                        .sorted(Comparator.comparingDouble(Scored::confidence).reversed())
                        .toList();
        double threshold = Double.POSITIVE_INFINITY;
        int answered = 0;
        int wrong = 0;
        int seenWrong = 0;
        for (int i = 0; i < byConfidence.size(); i++) {
            seenWrong += byConfidence.get(i).right() ? 0 : 1;
            double confidence = byConfidence.get(i).confidence();
            if (i + 1 < byConfidence.size() && byConfidence.get(i + 1).confidence() == confidence) {
                continue; // equal confidences are answered together or not at all
            }
            if (bound(seenWrong, n) > allowed) {
                break;
            }
            threshold = confidence;
            answered = i + 1;
            wrong = seenWrong;
        }
        if (answered > 0 && answered == byConfidence.size()) {
            threshold = 0; // even the least sure answer is good enough
        }
        double coverage = n == 0 ? 0 : (double) answered / n;
        return new AbstentionRule(threshold, coverage, bound(wrong, n), allowed, n);
    }

    /** {@code n/(n+1) · wrong/n + 1/(n+1)}. */
    private static double bound(int wrong, long n) {
        return (wrong + 1.0) / (n + 1.0);
    }

    /** Whether any confidence is sure enough; otherwise every record is left to the fallback. */
    public boolean reachesTarget() {
        return coverage > 0;
    }

    public boolean answers(double confidence) {
        return confidence >= threshold;
    }

    /** The rule in words, and what to do if there is none. */
    public String describe() {
        if (reachesTarget()) {
            return String.format(
                    Locale.ROOT,
                    "answers from confidence %.3f on, which covers %.1f%% of %d labelled records;"
                            + " at most %.1f%% of all records are answered wrongly (%.1f%% allowed)",
                    threshold,
                    100 * coverage,
                    records,
                    100 * risk,
                    100 * allowed);
        }
        if (risk > allowed) {
            return String.format(
                    Locale.ROOT,
                    "%d labelled records are too few to answer at most %.1f%% wrongly: label %s,"
                            + " or lower the target",
                    records,
                    100 * allowed,
                    allowed > 0
                            ? "at least " + (long) Math.ceil(1 / allowed - 1 - 1e-9)
                            : "as many as you like, no number shows that nothing is wrong");
        }
        return String.format(
                Locale.ROOT,
                "no confidence keeps the wrong answers to %.1f%% of %d labelled records, for even"
                        + " the most confident answers are too often wrong: every record is left"
                        + " to the fallback; label more records, or lower the target",
                100 * allowed,
                records);
    }
}

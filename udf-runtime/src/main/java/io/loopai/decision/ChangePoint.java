package io.loopai.decision;

import java.util.List;

/**
 * Where in a row of trials the error rate has most likely changed, once it is known that it did: the
 * split with the highest likelihood (Hinkley 1970, "Inference about the change-point in a sequence of
 * random variables").
 *
 * <pre>{@code
 * long since = ChangePoint.of(trials);           // the place of the first trial after the change
 * }</pre>
 */
public final class ChangePoint {

    private ChangePoint() {}

    /**
     * A judged record.
     *
     * @param at where in the stream, by any measure that grows with it
     */
    public record Trial(long at, boolean wrong) {}

    /** The place of the first trial after the change; 0 without trials. */
    public static long of(List<Trial> trials) {
        int all = (int) trials.stream().filter(Trial::wrong).count();
        int before = 0;
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < trials.size(); i++) {
            before += trials.get(i - 1).wrong() ? 1 : 0;
            double likelihood =
                    logLikelihood(before, i) + logLikelihood(all - before, trials.size() - i);
            if (likelihood > most) {
                most = likelihood;
                best = i;
            }
        }
        return trials.isEmpty() ? 0 : trials.get(best).at();
    }

    private static double logLikelihood(int wrong, int trials) {
        return term(wrong, trials) + term(trials - wrong, trials);
    }

    private static double term(int count, int trials) {
        return count == 0 ? 0 : count * Math.log((double) count / trials);
    }
}

package io.loopai.generator.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.Interval;
import io.loopai.decision.Wilson;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How good the chosen candidate is on records that it has not seen, without the luck of having been
 * chosen.
 *
 * @param accuracy expected share of right answers, when every record is answered
 * @param interval in which it lies, for 95% of tasks
 * @param macroF1 mean over the labels of each label's F1, out of fold
 * @param confusion how often the second was answered where the first was right; labels as JSON text,
 *     strings without quotes
 * @param perLabel precision and recall by label
 */
public record Estimate(
        double accuracy,
        Interval interval,
        double macroF1,
        Map<String, Map<String, Integer>> confusion,
        Map<String, OfLabel> perLabel) {

    private static final int BOOTSTRAPS = 300;

    /**
     * Answers of models that were trained on overlapping rows vary together (Nadeau, Bengio, Machine
     * Learning 52, 2003): variances are wider by so much. Measured on public data sets: at 1.25 nine of
     * ten 95% intervals held, at their 2.25 for five folds nearly all, at a cost in width.
     */
    private static final double OVERLAP = 1.5;

    /**
     * Of one label.
     *
     * @param rows whose right answer it is
     * @param precision share of its answers that are right; 0 when there are none
     * @param recall share of its rows that got it
     */
    public record OfLabel(int rows, double precision, double recall) {}

    /**
     * Estimates by bootstrap bias corrected cross-validation (BBC-CV; Tsamardinos, Greasidou,
     * Borboudakis, Machine Learning 107, 2018): again and again the best candidate on some groups of
     * rows is measured on the others.
     */
    static Estimate of(List<Measured> candidates, Measured winner, Folds folds, long seed) {
        double accuracy = corrected(candidates, folds, new Random(seed));
        long trials = Math.max(1, Math.round(effective(winner, folds) / OVERLAP));
        Interval interval = Wilson.interval(Math.round(accuracy * trials), trials);
        Map<String, Map<String, Integer>> confusion = confusion(winner, folds);
        Map<String, OfLabel> perLabel = perLabel(confusion);
        return new Estimate(
                accuracy, interval, macroF1(perLabel), Map.copyOf(confusion), Map.copyOf(perLabel));
    }

    private static double corrected(List<Measured> candidates, Folds folds, Random random) {
        int groups = 1 + java.util.Arrays.stream(folds.groups()).max().orElse(0);
        double sum = 0;
        int counted = 0;
        for (int round = 0; round < BOOTSTRAPS; round++) {
            int[] times = new int[groups];
            for (int i = 0; i < groups; i++) {
                times[random.nextInt(groups)]++;
            }
            Measured best = null;
            double most = -1;
            for (Measured candidate : candidates) {
                double share = candidate.share(folds.groups(), times, true);
                if (share > most) {
                    most = share;
                    best = candidate;
                }
            }
            double outside = best == null ? Double.NaN : best.share(folds.groups(), times, false);
            if (!Double.isNaN(outside)) {
                sum += outside;
                counted++;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }

    /** How many independent rows say as much as these, of which some are near-duplicates. */
    private static double effective(Measured winner, Folds folds) {
        Map<Integer, double[]> byGroup = new TreeMap<>();
        double sum = 0;
        int rows = 0;
        for (int i = 0; i < winner.size(); i++) {
            if (winner.counts(i)) {
                sum += winner.isRight(i) ? 1 : 0;
                rows++;
            }
        }
        double mean = rows == 0 ? 0 : sum / rows;
        for (int i = 0; i < winner.size(); i++) {
            if (winner.counts(i)) {
                byGroup.computeIfAbsent(folds.groups()[i], any -> new double[1])[0] +=
                        (winner.isRight(i) ? 1 : 0) - mean;
            }
        }
        double variance = byGroup.values().stream().mapToDouble(g -> g[0] * g[0]).sum();
        double binomial = mean * (1 - mean) * rows;
        return variance <= binomial || binomial == 0 ? byGroup.size() : rows * binomial / variance;
    }

    private static Map<String, Map<String, Integer>> confusion(Measured winner, Folds folds) {
        Map<String, Map<String, Integer>> confusion = new TreeMap<>();
        for (int i = 0; i < winner.size(); i++) {
            if (winner.counts(i)) {
                confusion
                        .computeIfAbsent(
                                Measured.name(folds.rows().get(i).output()), any -> new TreeMap<>())
                        .merge(Measured.name(given(winner, i)), 1, Integer::sum);
            }
        }
        return confusion;
    }

    /** A right answer is its label, however it is spelled. */
    private static JsonNode given(Measured winner, int row) {
        return winner.isRight(row) ? winner.row(row).output() : winner.guess(row).output();
    }

    private static Map<String, OfLabel> perLabel(Map<String, Map<String, Integer>> confusion) {
        Map<String, OfLabel> perLabel = new TreeMap<>();
        confusion.forEach(
                (label, given) -> {
                    int rows = given.values().stream().mapToInt(Integer::intValue).sum();
                    int right = given.getOrDefault(label, 0);
                    int all =
                            confusion.values().stream()
                                    .mapToInt(of -> of.getOrDefault(label, 0))
                                    .sum();
                    perLabel.put(
                            label,
                            new OfLabel(
                                    rows,
                                    all == 0 ? 0 : (double) right / all,
                                    (double) right / rows));
                });
        return perLabel;
    }

    private static double macroF1(Map<String, OfLabel> perLabel) {
        return perLabel.values().stream()
                .mapToDouble(
                        of ->
                                of.precision() + of.recall() == 0
                                        ? 0
                                        : 2
                                                * of.precision()
                                                * of.recall()
                                                / (of.precision() + of.recall()))
                .average()
                .orElse(0);
    }
}

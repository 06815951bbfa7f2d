package io.loopai.decision;

import io.loopai.task.Draw;
import io.loopai.task.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How the share of a task's executions that may go to its oracle is divided among the three draws.
 *
 * <pre>{@code
 * SamplingPlan plan =
 *         SamplingPlan.of("spam", Sampling.Policy.MIXED, 0.05, counts, 0.4).withDisagreement(0.02);
 * double learn = learnDraw.probability(candidate, plan, counts);
 * Optional<Drawn> drawn = plan.draw(candidate, learn, false);
 * }</pre>
 *
 * <p>Draws hash the id, so none depends on routing, or on how often a request is seen. Audit and
 * learning share a hash, of which the audit takes the lowest part: what is left over is as even as
 * before, and a learning draw that treats all alike takes what a larger audit would have taken. So two
 * policies differ in no more than in what they choose. Duels have a salt of their own. When several
 * take an execution, it belongs to the first: audit, duel, learn, forced.
 */
public final class SamplingPlan {

    /** The part of the budget that goes to the audit, unless that is all of it. */
    private static final double AUDIT_PART = 0.5;

    /** The part of the budget that duels may take, at most. */
    private static final double DUEL_PART = 0.25;

    /** Answers that are spread as {@linkplain Evenness evenly} as that have none that is rare. */
    static final double EVEN = 0.75;

    /** From so many audit labels on, some of them never train. */
    public static final long LABELS_BEFORE_HOLDOUT = 1_000;

    private static final double HELD_OUT = 0.2;
    private static final double ASKED_TWICE = 0.03;

    private final double audit;
    private final double duel;
    private final double learn;
    private final double learnWithoutDuels;
    private final int auditSeed;
    private final int duelSeed;

    SamplingPlan(String task, double audit, double duel, double learn, double learnWithoutDuels) {
        // Once for all executions, of which there are many.
        this(
                Hashing.seed("audit/" + task),
                Hashing.seed("duel/" + task),
                audit,
                duel,
                learn,
                learnWithoutDuels);
    }

    private SamplingPlan(
            int auditSeed,
            int duelSeed,
            double audit,
            double duel,
            double learn,
            double learnWithoutDuels) {
        this.auditSeed = auditSeed;
        this.duelSeed = duelSeed;
        this.audit = audit;
        this.duel = duel;
        this.learn = learn;
        this.learnWithoutDuels = learnWithoutDuels;
    }

    /**
     * Without a challenger, so without duels. The audit takes all under {@link
     * Sampling.Policy#RANDOM}. Under {@link Sampling.Policy#MIXED} it does so where nothing is gained
     * by choosing: until the program is {@link LearnDraw#isGood}, for a weak one is found out and
     * replaced by the labels of the audit alone, and its confidence does not tell what else is worth a
     * label; and where answers are even, for then chance brings as many of each. It is for rare answers
     * that choosing pays (Attenberg, Ertekin, Class imbalance and active learning, 2013).
     *
     * @param rate the share of the executions, a probability
     * @param known what the audit has shown of the program
     * @param evenness {@link Evenness} of the answers
     * @throws IllegalArgumentException when the rate is no probability
     */
    public static SamplingPlan of(
            String task, Sampling.Policy policy, double rate, AuditCounts known, double evenness) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "the rate of sampling is a probability in [0, 1], but is " + rate);
        }
        boolean pays = evenness < EVEN && LearnDraw.isGood(known);
        boolean chooses = policy == Sampling.Policy.MIXED ? pays : policy != Sampling.Policy.RANDOM;
        double audit = chooses ? AUDIT_PART * rate : rate;
        double learn = rest(audit, 0, rate);
        return new SamplingPlan(task, audit, 0, learn, learn);
    }

    /**
     * With a challenger: duels take a quarter of the budget, or less if there is less to disagree
     * on, from what learning had. To be fixed when the challenger is frozen, for a probability that
     * changes meanwhile would favour one of the two.
     *
     * @param disagreement the share of executions on which live versions disagree
     */
    public SamplingPlan withDisagreement(double disagreement) {
        double rate = 1 - (1 - audit) * (1 - learnWithoutDuels);
        double part = Math.min(disagreement, Math.min(DUEL_PART * rate, learnWithoutDuels));
        double q = disagreement > 0 ? part / disagreement : 0;
        return new SamplingPlan(
                auditSeed, duelSeed, audit, q, rest(audit, part, rate), learnWithoutDuels);
    }

    /** The probability of the audit draw, the same for every execution. */
    public double audit() {
        return audit;
    }

    /** The probability of the duel draw, the same for every execution on which live versions disagree. */
    public double duel() {
        return duel;
    }

    /** The share that is left for the learning draw, on average. */
    public double learn() {
        return learn;
    }

    /**
     * How much less than its share of the rate an execution takes, or more: how often versions disagree
     * was only estimated, and what duels leave is for learning.
     *
     * @param learnProbability of the learning draw
     */
    double unspent(Candidate candidate, double learnProbability) {
        double duels = candidate.disagrees() ? duel : 0;
        return learnWithoutDuels - (duels + (1 - duels) * learnProbability);
    }

    /** What an independent third draw must take so that all three together take the rate. */
    private static double rest(double audit, double duels, double rate) {
        double others = (1 - audit) * (1 - duels);
        return others == 0 ? 0 : Math.max(0, 1 - (1 - rate) / others);
    }

    /**
     * Whether and why an execution goes to the oracle.
     *
     * @param learnProbability from {@link LearnDraw#probability}, which is to be asked every time
     * @param forced whether the request asks for it
     */
    public Optional<Drawn> draw(Candidate candidate, double learnProbability, boolean forced) {
        byte[] id = candidate.id().getBytes(StandardCharsets.UTF_8);
        double unit = Hashing.unit(auditSeed, id);
        if (unit < audit) {
            return Optional.of(new Drawn(Draw.AUDIT, audit));
        }
        if (candidate.disagrees() && duel > 0 && Hashing.unit(duelSeed, id) < duel) {
            return Optional.of(new Drawn(Draw.DUEL, duel));
        }
        if (unit - audit < (1 - audit) * learnProbability) {
            return Optional.of(new Drawn(Draw.LEARN, learnProbability));
        }
        return forced ? Optional.of(new Drawn(Draw.FORCED, 1)) : Optional.empty();
    }

    /** Whether an audit label only ever judges: a fifth of them, once there are a thousand. */
    public static boolean neverTrains(String task, String id, long auditLabels) {
        return auditLabels >= LABELS_BEFORE_HOLDOUT && takes("holdout/" + task, id, HELD_OUT);
    }

    /** Whether the oracle is asked twice, to see how well it agrees with itself: 3% of samples. */
    public static boolean isAskedTwice(String task, String id) {
        return takes("twice/" + task, id, ASKED_TWICE);
    }

    private static boolean takes(String salt, String id, double probability) {
        return Hashing.unit(Hashing.seed(salt), id) < probability;
    }
}

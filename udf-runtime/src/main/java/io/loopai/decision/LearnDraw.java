package io.loopai.decision;

import io.loopai.task.Sampling;

/**
 * With which probability the learning draw takes an execution; it has to see every one.
 *
 * <pre>{@code
 * LearnDraw learn = new LearnDraw(Sampling.Policy.MIXED);
 * double probability = learn.probability(candidate, plan, counts);
 * }</pre>
 *
 * <p>Over the stream the probabilities add up to the budget, and never to more than that by over
 * {@value #SLACK} samples, however the stream changes: when they do, they are all lowered. When they add
 * up to less, because the stream has less to doubt than before or duels find less to disagree on, it
 * takes from further down. Measured on
 * public data sets, choosing by uncertainty beats chance where the program is good already, and
 * loses where it is weak, for then its confidence says nothing; so {@link Sampling.Policy#MIXED} and {@link
 * Sampling.Policy#ADAPTIVE} do so only once its agreement is surely above {@value #WEAK}.
 *
 * <p>Not thread-safe. What it has seen is lost with it, and comes back within some hundred executions.
 */
public final class LearnDraw {

    /** Samples by which the budget may be exceeded for a while. */
    public static final double SLACK = 20;

    private static final double WEAK = 0.75;
    private static final double STRONG = 0.95;
    private static final double MOST_FOCUS = 0.8;
    private static final double OCTAVES = 32;

    private final Sampling.Policy policy;
    private final boolean byAnswer;
    private final TopShare focus = new TopShare();
    private final TopShare sizes;
    private final Strata strata;
    private double balance;
    private long last = Long.MIN_VALUE;
    private double meanGap;
    private long gaps;

    /**
     * Whether a program is surely right so often that its confidence says something. A mean of few
     * labels would now and then take a weak program for a good one.
     */
    public static boolean isGood(AuditCounts known) {
        return known.shown().low() >= WEAK;
    }

    public LearnDraw(Sampling.Policy policy) {
        this.policy = policy;
        this.byAnswer =
                policy == Sampling.Policy.STRATIFIED
                        || policy == Sampling.Policy.EDGE_CASE
                        || policy == Sampling.Policy.ADAPTIVE;
        this.sizes = new TopShare();
        this.strata = new Strata();
    }

    private LearnDraw(LearnDraw before) {
        policy = before.policy;
        byAnswer = before.byAnswer;
        sizes = before.sizes;
        strata = before.strata;
        balance = before.balance;
        last = before.last;
        meanGap = before.meanGap;
        gaps = before.gaps;
    }

    /** Whether it looks at what the answer is, or only at whether there is one. */
    public boolean byAnswer() {
        return byAnswer;
    }

    /**
     * What goes on when another version answers: how sure the one before was is no measure for it.
     * Beside that, a surer one would have nothing to ask about for hundreds of executions. What has been
     * spent, and how large inputs and how common answers are, stays known. This one is not changed, and
     * not to be used any more once the other one is.
     */
    public LearnDraw forAnotherVersion() {
        return new LearnDraw(this);
    }

    /**
     * @param plan says what share of the executions to take, and what duels take
     * @param counts what the audit knows of the program
     * @return a probability, which depends on this execution and on those before it
     */
    public double probability(Candidate candidate, SamplingPlan plan, AuditCounts counts) {
        double raised = plan.learn() * (1 + Math.max(0, balance) / SLACK);
        double wanted = Math.min(1, Math.max(0, wanted(candidate, raised, counts)));
        double lowered = wanted * Math.min(1, Math.max(0, 1 + balance / SLACK));
        double after = balance + plan.unspent(candidate, lowered);
        balance = Math.max(-SLACK, Math.min(SLACK, after));
        return lowered;
    }

    private double wanted(Candidate candidate, double budget, AuditCounts counts) {
        double share = byAnswer ? strata.add(candidate.label()) : 1;
        double uncertainty = candidate.uncertainty();
        double both = ((candidate.disagrees() ? 1 : 0) + uncertainty) / 2;
        return switch (policy) {
            case RANDOM -> budget;
            case STRATIFIED -> strata.probability(share, budget);
            case UNCERTAINTY -> focus.probability(uncertainty, budget);
            case DISAGREEMENT -> focus.probability(candidate.disagrees() ? 1 : 0, budget);
            case MIXED -> blend(budget, budget, focused(counts), both);
            case EDGE_CASE -> focus.probability(oddity(candidate, share), budget);
            case TEMPORAL -> budget * gap(candidate.millis());
            case ADAPTIVE ->
                    blend(strata.probability(share, budget), budget, focused(counts), both);
        };
    }

    /** One part of the budget for the highest values, the other with the given probabilities. */
    private double blend(double base, double budget, double part, double value) {
        double top = focus.probability(value, part * budget);
        return top + (1 - top) * (1 - part) * base;
    }

    /** What chance should take is for the audit, which has its own part of the rate. */
    private double focused(AuditCounts counts) {
        if (!isGood(counts)) {
            return 0;
        }
        return policy == Sampling.Policy.MIXED
                ? 1
                : MOST_FOCUS * Math.min(1, (counts.agreement() - WEAK) / (STRONG - WEAK));
    }

    private double oddity(Candidate candidate, double share) {
        double octave = Math.log1p(Math.max(0, candidate.size())) / Math.log(2);
        return 1 - Math.min(share, sizes.tail(octave / OCTAVES));
    }

    /** Time since the execution before, as a multiple of what it is on average. */
    private double gap(long millis) {
        double gap = last == Long.MIN_VALUE ? 0 : Math.max(0, millis - last);
        last = Math.max(last, millis);
        gaps = Math.min(gaps + 1, 10_000);
        meanGap += (gap - meanGap) / gaps;
        return meanGap == 0 ? 1 : gap / meanGap;
    }
}

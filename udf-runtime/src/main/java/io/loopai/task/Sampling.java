package io.loopai.task;

/**
 * How many executions of a task go to its oracle, and which.
 *
 * <pre>{@code
 * sampling: {policy: mixed, rate: 0.05, samples_per_hour: 200, usd_per_day: 2}
 * }</pre>
 *
 * <p>A part of the rate is drawn with one probability for all, whatever the policy: agreement is
 * estimated from that part alone. The policy chooses the rest.
 *
 * @param policy how those are chosen that are to teach most
 * @param rate share of the executions, a probability in [0, 1]
 * @param samplesPerHour questions to the oracle in an hour, at most: the rate is lowered to what they
 *     allow; null: as many as the rate gives
 * @param usdPerDay US dollars that LLMs may cost in a day (UTC), at most: one half for answers of the
 *     oracle, the other for programs; null: what they cost
 */
public record Sampling(Policy policy, double rate, Integer samplesPerHour, Double usdPerDay) {

    /** Every twentieth execution, at random at least until the program is good. */
    public static final Sampling DEFAULT = new Sampling(Policy.MIXED, 0.05);

    /** Without budgets. */
    public Sampling(Policy policy, double rate) {
        this(policy, rate, null, null);
    }

    /**
     * What answers of the oracle may cost in a day, and what programs may: who pays for one does not
     * hear in time of what the other has cost, so each has half of {@link #usdPerDay}; null: what they
     * cost.
     */
    public Double halfOfUsdPerDay() {
        return usdPerDay == null ? null : Double.valueOf(usdPerDay / 2);
    }

    /** Which executions are worth a label to learn from, beside those of the audit and the duels. */
    public enum Policy {
        /** All alike: the whole rate goes to the audit. */
        RANDOM,
        /** As many of each answer, so that rare ones are not forgotten. */
        STRATIFIED,
        /** Those whose answer is least sure. */
        UNCERTAINTY,
        /** Those on which live versions disagree. */
        DISAGREEMENT,
        /**
         * As {@link #RANDOM} until the program surely agrees in three of four, and where answers are about
         * as frequent as each other; otherwise half goes to the audit, and half to duels and by
         * disagreement and uncertainty.
         */
        MIXED,
        /** Those with a rare answer or of an unusual size. */
        EDGE_CASE,
        /** As many for each hour as for any other, however many requests it has. */
        TEMPORAL,
        /** By answer while the program is weak, more and more by uncertainty as it grows strong. */
        ADAPTIVE
    }
}

package io.loopai.benchmarks;

import io.loopai.task.Sampling;

/**
 * A stream whose truth is known, and how its labels come.
 *
 * @param policy of sampling
 * @param rate of sampling, a probability
 * @param agreement the probability that the active version is right
 * @param discordance the probability that exactly one of the two versions is right
 * @param wins the probability that this is the challenger
 * @param right labels of records that the active version gets right
 * @param wrong labels of the others
 */
record SimulatedWorld(
        Sampling.Policy policy,
        double rate,
        double agreement,
        double discordance,
        double wins,
        Labels right,
        Labels wrong) {

    /**
     * How labels come.
     *
     * @param missing the probability that one never does
     * @param late samples that may be drawn meanwhile, at most; any number up to that is as likely
     */
    record Labels(double missing, int late) {

        static final Labels AT_ONCE = new Labels(0, 0);

        /** A tenth is missing, and the others come in another order. */
        static final Labels MISSING_AND_LATE = new Labels(0.1, 50);
    }

    SimulatedWorld {
        // The hardest records have twice the mean probability of every kind of mistake.
        double most = 2 * (discordance * (1 - wins) + 1 - agreement);
        if (discordance * wins > 1 - agreement || most > 1) {
            throw new IllegalArgumentException(
                    "with an agreement of %s, versions cannot differ on %s of the records"
                            .formatted(agreement, discordance));
        }
    }

    /** Two versions, the challenger as good as the active one, with labels as they come. */
    static SimulatedWorld of(Sampling.Policy policy, double rate, double agreement) {
        return new SimulatedWorld(
                policy,
                rate,
                agreement,
                (1 - agreement) / 2,
                0.5,
                Labels.MISSING_AND_LATE,
                Labels.MISSING_AND_LATE);
    }

    SimulatedWorld withAgreement(double other) {
        return new SimulatedWorld(policy, rate, other, discordance, wins, right, wrong);
    }

    SimulatedWorld withDiscordance(double other, double newWins) {
        return new SimulatedWorld(policy, rate, agreement, other, newWins, right, wrong);
    }

    SimulatedWorld withLabels(Labels ofRight, Labels ofWrong) {
        return new SimulatedWorld(policy, rate, agreement, discordance, wins, ofRight, ofWrong);
    }

    /** The probability that both versions are wrong. */
    double bothWrong() {
        return 1 - agreement - discordance * wins;
    }

    /** The probability that two wrong answers differ. */
    double apart() {
        return Math.min(1, discordance / bothWrong()) / 2;
    }

    /** The probability that the answers differ. */
    double disagreement() {
        return discordance + bothWrong() * apart();
    }
}

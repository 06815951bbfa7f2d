package io.loopai.benchmarks;

import io.loopai.decision.Canary;
import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.service.loop.FollowedRollout;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** What becomes of challengers whose worth is known, looked at after every duel. */
final class SimulatedRollouts {

    private SimulatedRollouts() {}

    /**
     * Challengers that come one after another, all as good as the champion.
     *
     * @param runs regimes
     * @param promoted of these, regimes in which duels have ever spoken for a challenger, or it has
     *     become the champion
     * @param rolledBack of these, regimes in which duels have ever spoken against one
     */
    record Regimes(int runs, int promoted, int rolledBack) {

        double share() {
            return (double) promoted / runs;
        }
    }

    /**
     * @param number the one that a challenger is given, by the one that it has, both from 1
     */
    static Regimes regimes(
            SimulatedWorld world,
            int challengers,
            Rollout.Pace pace,
            IntUnaryOperator number,
            int runs,
            long seed) {
        int promoted = 0;
        int rolledBack = 0;
        for (int run = 0; run < runs; run++) {
            long auditLabels = 0;
            boolean anyPromoted = false;
            boolean anyRolledBack = false;
            for (int k = 1; k <= challengers; k++) {
                FollowedRollout rollout =
                        new FollowedRollout(
                                number.applyAsInt(k), auditLabels, PairCounts.NONE, pace);
                long stream = (long) run * challengers + k;
                SimulatedTraffic traffic = new SimulatedTraffic(world, Seeds.of(seed, stream));
                while (!rollout.hasEnded()) {
                    rollout.add(traffic.next());
                }
                auditLabels = rollout.auditLabels();
                anyPromoted |= rollout.wasProven() || rollout.wasPromoted();
                anyRolledBack |= rollout.wasRolledBack();
            }
            promoted += anyPromoted ? 1 : 0;
            rolledBack += anyRolledBack ? 1 : 0;
        }
        return new Regimes(runs, promoted, rolledBack);
    }

    /**
     * A challenger that is better.
     *
     * @param runs challengers
     * @param soon of these, those that have proved it within so many duels
     * @param ever of these, those that have proved it before they gave way
     * @param requests that it took those on average, all versions together
     */
    record Power(int runs, int soon, int ever, double requests) {

        double share() {
            return (double) soon / runs;
        }
    }

    /**
     * @param number which challenger of its regime it is, from 1
     * @param duels that are to be enough, won and lost together
     */
    static Power power(
            SimulatedWorld world, int number, int duels, Rollout.Pace pace, int runs, long seed) {
        int soon = 0;
        int ever = 0;
        double requests = 0;
        for (int run = 0; run < runs; run++) {
            FollowedRollout rollout =
                    new FollowedRollout(
                            number, Rollout.Pace.DEFAULT.mostPairs(), PairCounts.NONE, pace);
            SimulatedTraffic traffic = new SimulatedTraffic(world, Seeds.of(seed, run));
            while (!rollout.hasEnded() && !rollout.wasProven()) {
                rollout.add(traffic.next());
            }
            if (rollout.wasProven()) {
                ever++;
                soon += rollout.duels().discordant() <= duels ? 1 : 0;
                requests += traffic.requests();
            }
        }
        return new Power(runs, soon, ever, ever == 0 ? Double.NaN : requests / ever);
    }

    /**
     * First challengers that come when there are hardly any labels.
     *
     * @param runs challengers
     * @param passed of these, those that ever answered more than the first step
     * @param active of these, those that ever were active without proof
     * @param promoted of these, those that became the champion
     * @param labels until the end, on average, of those that were active without proof
     */
    record Beginnings(int runs, int passed, int active, int promoted, double labels) {}

    /**
     * @param auditLabels on which cross-validation has compared the two; 0 when a person wrote the
     *     challenger
     */
    static Beginnings beginnings(
            SimulatedWorld world, int auditLabels, Rollout.Pace pace, int runs, long seed) {
        int passed = 0;
        int active = 0;
        int promoted = 0;
        double labels = 0;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(Seeds.of(seed, 2L * run));
            FollowedRollout rollout =
                    new FollowedRollout(1, auditLabels, compared(world, auditLabels, random), pace);
            SimulatedTraffic traffic = new SimulatedTraffic(world, Seeds.of(seed, 2L * run + 1));
            while (!rollout.hasEnded()) {
                rollout.add(traffic.next());
            }
            passed += rollout.highestShare() > Canary.FIRST_STEP ? 1 : 0;
            promoted += rollout.wasPromoted() ? 1 : 0;
            if (rollout.wasProvisional()) {
                active++;
                labels += rollout.labels();
            }
        }
        return new Beginnings(
                runs, passed, active, promoted, active == 0 ? Double.NaN : labels / active);
    }

    private static PairCounts compared(SimulatedWorld world, int pairs, SplittableRandom random) {
        PairCounts compared = PairCounts.NONE;
        for (int i = 0; i < pairs; i++) {
            boolean differ = random.nextDouble() < world.discordance();
            boolean won = random.nextDouble() < world.wins();
            compared = compared.plus(!differ || won, !differ || !won);
        }
        return compared;
    }
}

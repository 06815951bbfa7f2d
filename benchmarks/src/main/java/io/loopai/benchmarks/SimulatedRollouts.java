package io.loopai.benchmarks;

import io.loopai.decision.Rollout;
import io.loopai.service.loop.FollowedRollout;
import java.util.function.IntUnaryOperator;

/** What becomes of challengers whose worth is known, looked at after every duel. */
final class SimulatedRollouts {

    private SimulatedRollouts() {}

    /**
     * Challengers that come one after another, all as good as the champion.
     *
     * @param runs regimes
     * @param promoted of these, regimes in which duels have ever spoken for a challenger
     * @param rolledBack of these, regimes in which duels have ever spoken against one
     * @param provisional of these, regimes in which one was ever active without proof
     */
    record Regimes(int runs, int promoted, int rolledBack, int provisional) {

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
        int provisional = 0;
        for (int run = 0; run < runs; run++) {
            long auditLabels = 0;
            boolean anyPromoted = false;
            boolean anyRolledBack = false;
            boolean anyProvisional = false;
            for (int k = 1; k <= challengers; k++) {
                FollowedRollout rollout =
                        new FollowedRollout(number.applyAsInt(k), auditLabels, pace);
                long stream = (long) run * challengers + k;
                SimulatedTraffic traffic = new SimulatedTraffic(world, Seeds.of(seed, stream));
                while (!rollout.hasEnded()) {
                    rollout.add(traffic.next());
                }
                auditLabels = rollout.auditLabels();
                anyPromoted |= rollout.wasProven();
                anyRolledBack |= rollout.wasRolledBack();
                anyProvisional |= rollout.wasProvisional();
            }
            promoted += anyPromoted ? 1 : 0;
            rolledBack += anyRolledBack ? 1 : 0;
            provisional += anyProvisional ? 1 : 0;
        }
        return new Regimes(runs, promoted, rolledBack, provisional);
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
                    new FollowedRollout(number, Rollout.Pace.DEFAULT.mostPairs(), pace);
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
}

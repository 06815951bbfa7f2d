package io.loopai.benchmarks;

import io.loopai.benchmarks.SimulatedWorld.Labels;
import io.loopai.decision.AuditCounts;
import io.loopai.decision.Interval;
import io.loopai.decision.Rollout;
import io.loopai.task.Json;
import io.loopai.task.Sampling;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * What the statistics promise, and under what conditions that is simulated.
 *
 * @param runs streams, regimes or challengers behind every number
 * @param seed repeats them
 */
record SimulatedClaims(int runs, long seed) {

    static final double MOST_MISSED = 0.065;
    static final double MOST_PROMOTED = 0.05;
    static final double LEAST_POWER = 0.8;
    static final double LEAST_SEEN = 0.9;
    static final double WIDEST = 2;

    /** Higher than anybody's, for then labels come after fewer requests. */
    static final double RATE = 0.4;

    /** Where only audit and duels count, and the learning draw may take what it likes. */
    static final double PAIRS_RATE = 0.8;

    static final int LABELS = 300;

    /** On so many records exactly one of two is right that follow each other at the beginning. */
    static final double BEGINNING = 0.2;

    static final int CHALLENGERS = 20;
    static final int DUELS = 150;
    static final double WINS = 0.65;
    static final int BEFORE_DROP = 5_000;
    static final int SEEN_WITHIN = 150;
    static final int WITHOUT_DRIFT = 10_000;

    /** Of versions that are compared; so many mistakes that they can differ on 30% of the records. */
    private static final double AGREEMENT = 0.8;

    static final List<Double> DISCORDANCES = List.of(0.02, 0.1, 0.3);

    /** Whether intervals hold the truth. */
    void coverage(Consumer<SimulatedRow> rows) {
        for (Sampling.Policy policy : Sampling.Policy.values()) {
            coverage(policy, 0.9, rows);
        }
        coverage(Sampling.Policy.MIXED, 0.7, rows);
        coverage(Sampling.Policy.MIXED, 0.97, rows);
        SimulatedWorld world = SimulatedWorld.of(Sampling.Policy.MIXED, RATE, 0.9);
        rows.accept(
                missed(
                        "Wilson's interval ever misses it",
                        "mixed, agreement 90.0%",
                        world,
                        AuditCounts::shown));
        // Of all labels, a tenth as before.
        SimulatedWorld hidden = world.withLabels(new Labels(1 / 12.0, 50), new Labels(0.25, 50));
        String hiding = "the same, wrong answers three times as likely to get no label";
        rows.accept(missed("interval ever misses it", hiding, hidden, AuditCounts::interval));
        rows.accept(missed("bounds ever miss it", hiding, hidden, AuditCounts::bounds));
        rows.accept(
                missed(
                        "interval ever misses it",
                        "the same, labels of wrong answers up to 200 samples late, others at once",
                        world.withLabels(Labels.AT_ONCE, new Labels(0, 200)),
                        AuditCounts::interval));
    }

    private void coverage(Sampling.Policy policy, double agreement, Consumer<SimulatedRow> rows) {
        String setting = Json.name(policy) + ", agreement " + Percent.text(agreement) + "%";
        SimulatedCoverage measured =
                coverage(SimulatedWorld.of(policy, RATE, agreement), AuditCounts::interval);
        rows.accept(
                SimulatedRow.atMost(
                        MOST_MISSED,
                        "interval ever misses the agreement",
                        setting,
                        measured.missed(),
                        runs));
        rows.accept(
                SimulatedRow.atMost(
                        WIDEST,
                        "width at 200 labels, as a multiple of Wilson's, at most",
                        setting,
                        measured.widest()));
    }

    private SimulatedRow missed(
            String claim,
            String setting,
            SimulatedWorld world,
            Function<AuditCounts, Interval> interval) {
        return SimulatedRow.shown(claim, setting, coverage(world, interval).missed(), runs);
    }

    private SimulatedCoverage coverage(
            SimulatedWorld world, Function<AuditCounts, Interval> interval) {
        return SimulatedCoverage.of(world, LABELS, interval, runs, seed);
    }

    /** Whether versions are promoted that are not better. */
    void promotion(Consumer<SimulatedRow> rows) {
        for (double discordance : DISCORDANCES) {
            String setting = Percent.text(discordance) + "% discordant";
            SimulatedRollouts.Regimes regimes =
                    regimes(discordance, IntUnaryOperator.identity(), Rollout.Pace.DEFAULT);
            rows.accept(
                    SimulatedRow.atMost(
                            MOST_PROMOTED,
                            "one of 20 equal challengers is promoted by duels",
                            setting,
                            regimes.promoted(),
                            runs));
            rows.accept(
                    SimulatedRow.shown(
                            "one is rolled back by duels", setting, regimes.rolledBack(), runs));
        }
        rows.accept(
                SimulatedRow.shown(
                        "one is promoted, if each were tested as if it were the first",
                        "30.0% discordant",
                        regimes(0.3, k -> 1, Rollout.Pace.DEFAULT).promoted(),
                        runs));
    }

    SimulatedRollouts.Regimes regimes(
            double discordance, IntUnaryOperator number, Rollout.Pace pace) {
        return SimulatedRollouts.regimes(
                pairs(Sampling.Policy.MIXED, PAIRS_RATE).withDiscordance(discordance, 0.5),
                CHALLENGERS,
                pace,
                number,
                runs,
                seed);
    }

    /** What becomes of challengers that cross-validation has seen with none to many labels. */
    void beginning(Consumer<SimulatedRow> rows) {
        for (double worse : List.of(0.1, 0.05)) {
            rows.accept(
                    SimulatedRow.atMost(
                            MOST_PROMOTED,
                            "challenger that a person wrote ever answers more than 5%",
                            points(-worse) + ", from 0 labels",
                            beginnings(-worse, 0).passed(),
                            runs));
        }
        for (int labels : List.of(15, 100, (int) Rollout.FEW_AUDIT_LABELS)) {
            for (double better : List.of(-0.1, -0.02, 0.0, 0.05)) {
                generated(better, labels, rows);
            }
        }
    }

    private void generated(double better, int labels, Consumer<SimulatedRow> rows) {
        SimulatedRollouts.Beginnings measured = beginnings(better, labels);
        String ended =
                measured.active() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, ", ended after %,.0f labels", measured.labels());
        String setting = points(better) + ", compared on " + labels + " labels" + ended;
        boolean isEnough = labels >= Rollout.FEW_AUDIT_LABELS;
        rows.accept(
                seldom(
                        better > 0 || !isEnough,
                        "generated challenger is active provisionally",
                        setting,
                        measured.active()));
        rows.accept(
                seldom(
                        better > 0,
                        "generated challenger becomes the champion",
                        setting,
                        measured.promoted()));
    }

    private SimulatedRow seldom(boolean orOften, String claim, String setting, int hits) {
        return orOften
                ? SimulatedRow.shown(claim, setting, hits, runs)
                : SimulatedRow.atMost(MOST_PROMOTED, claim, setting, hits, runs);
    }

    /**
     * @param better by how much the challenger is right more often, a probability
     */
    SimulatedRollouts.Beginnings beginnings(double better, int auditLabels) {
        SimulatedWorld world =
                pairs(Sampling.Policy.MIXED, PAIRS_RATE)
                        .withDiscordance(BEGINNING, (1 + better / BEGINNING) / 2);
        return SimulatedRollouts.beginnings(world, auditLabels, Rollout.Pace.DEFAULT, runs, seed);
    }

    private static String points(double better) {
        return better == 0
                ? "equal"
                : String.format(
                        Locale.ROOT,
                        "%.0f points %s",
                        Math.abs(100 * better),
                        better < 0 ? "worse" : "better");
    }

    /** Whether better versions are seen to be. */
    void power(Consumer<SimulatedRow> rows) {
        for (double discordance : DISCORDANCES) {
            String setting = Percent.text(discordance) + "% discordant, 65 : 35";
            SimulatedRollouts.Power first =
                    power(Sampling.Policy.MIXED, discordance, 1, Rollout.Pace.DEFAULT);
            rows.accept(
                    SimulatedRow.atLeast(
                            LEAST_POWER,
                            "better challenger proven within 150 duels",
                            setting,
                            first.soon(),
                            runs));
            rows.accept(ever(setting + ", mixed", first));
        }
        rows.accept(
                ever(
                        "10.0% discordant, 65 : 35, random",
                        power(Sampling.Policy.RANDOM, 0.1, 1, Rollout.Pace.DEFAULT)));
        for (int number : List.of(5, CHALLENGERS)) {
            rows.accept(
                    SimulatedRow.shown(
                            "challenger number " + number + " proven within 150 duels",
                            "10.0% discordant, 65 : 35",
                            power(Sampling.Policy.MIXED, 0.1, number, Rollout.Pace.DEFAULT).soon(),
                            runs));
        }
    }

    private SimulatedRow ever(String setting, SimulatedRollouts.Power power) {
        String full =
                power.ever() == 0
                        ? setting
                        : String.format(
                                Locale.ROOT,
                                "%s, %,.0f requests on average",
                                setting,
                                power.requests());
        return SimulatedRow.shown(
                "better challenger proven before it gives way", full, power.ever(), runs);
    }

    SimulatedRollouts.Power power(
            Sampling.Policy policy, double discordance, int number, Rollout.Pace pace) {
        SimulatedWorld world =
                pairs(policy, Sampling.DEFAULT.rate()).withDiscordance(discordance, WINS);
        return SimulatedRollouts.power(world, number, DUELS, pace, runs, seed);
    }

    private static SimulatedWorld pairs(Sampling.Policy policy, double rate) {
        return SimulatedWorld.of(policy, rate, AGREEMENT);
    }

    /** Whether changes are seen, and only those. */
    void drift(Consumer<SimulatedRow> rows) {
        SimulatedWorld good = SimulatedWorld.of(Sampling.Policy.MIXED, RATE, 0.97);
        SimulatedDrift.Drop late = drop(good, 0.7);
        rows.accept(
                SimulatedRow.atLeast(
                        LEAST_SEEN,
                        "drop seen within 150 labels",
                        "97% to 70% after 5,000",
                        late.seen(),
                        runs));
        SimulatedDrift.Drop inOrder = drop(good.withLabels(Labels.AT_ONCE, Labels.AT_ONCE), 0.7);
        rows.accept(
                SimulatedRow.atLeast(
                        LEAST_SEEN,
                        "drop seen within 150 labels",
                        "97% to 70% after 5,000, all labels at once",
                        inOrder.seen(),
                        runs));
        rows.accept(
                SimulatedRow.shown(
                        "mean of all labels surely below 90% within 150 labels",
                        "97% to 70% after 5,000", late.below(), runs));
        for (double agreement : List.of(0.97, 0.9, 0.7)) {
            rows.accept(
                    SimulatedRow.atMost(
                            1,
                            "false alarms in 10,000 labels, mean",
                            Percent.text(agreement) + "%",
                            falseAlarms(agreement)));
        }
    }

    SimulatedDrift.Drop drop(SimulatedWorld good, double agreement) {
        return SimulatedDrift.drop(
                good, good.withAgreement(agreement), BEFORE_DROP, SEEN_WITHIN, runs, seed);
    }

    /** Per stream; from a fifth of the runs, for these are long. */
    double falseAlarms(double agreement) {
        int streams = Math.max(1, runs / 5);
        SimulatedWorld world = SimulatedWorld.of(Sampling.Policy.MIXED, RATE, agreement);
        return (double) SimulatedDrift.falseAlarms(world, WITHOUT_DRIFT, streams, seed) / streams;
    }
}

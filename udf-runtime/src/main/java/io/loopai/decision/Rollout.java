package io.loopai.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A challenger on its way from shadow to all requests, or out again: the duels decide, the steps and
 * the guards protect. Each event gives the next state.
 *
 * <pre>{@code
 * Rollout rollout = Rollout.start(4, 3, 1, now, outOfFold);
 * rollout = rollout.plus(true, false);           // the challenger was right, the champion was not
 * Rollout.Step step = rollout.next(now, 120, problem, calls, Rollout.Pace.DEFAULT);
 * step.action();                                 // HOLD, ADVANCE, ACTIVATE, PROMOTE, ROLL_BACK
 * }</pre>
 *
 * <p>The challenger begins in shadow, gets 5% of the requests without proof, and more only once the duels
 * ({@link DuelCounts}) say so, or cross-validation does ({@link PairCounts}) and it has not been behind
 * since: then it is activated provisionally. While there are fewer than {@value #FEW_AUDIT_LABELS} audit
 * labels it has to be as good as the champion in cross-validation, later better. The champion runs in shadow and the same duel goes on. Nothing but its proof makes the
 * challenger the champion; without it the champion comes back.
 *
 * @param challenger the version that tries to take over
 * @param champion the version that was active when it began
 * @param number which challenger of its regime it is, from 1: see {@link DuelCounts#alpha}
 * @param share of the requests that the challenger answers now; 0 in shadow
 * @param stepAt when it got this share
 * @param duels from audit and duel labels of requests on which both ran
 * @param earlier records from before it was made, judged out of fold
 * @param fresh records since then
 * @param proven whether the duels have shown that the challenger is better; once said it stays said
 * @param phase where it stands
 */
public record Rollout(
        int challenger,
        int champion,
        int number,
        double share,
        Instant stepAt,
        DuelCounts duels,
        PairCounts earlier,
        PairCounts fresh,
        boolean proven,
        Phase phase) {

    /** With so few audit labels, a challenger that is as good in cross-validation is rather taken. */
    public static final long FEW_AUDIT_LABELS = 300;

    /** Of the first challengers that win 65% of their duels, 85% have proved it by then. */
    private static final long ENOUGH_DUELS = 150;

    /** A share of the labels. */
    private static final double SELDOM = 0.01;

    /** Where a rollout stands. */
    public enum Phase {
        /** The champion is active. */
        CHALLENGING,
        /** The challenger is active, and has to confirm it. */
        PROVISIONAL,
        /** Ended: the challenger is the new champion. */
        PROMOTED,
        /** Ended: the champion is what it was, for the challenger is worse. */
        ROLLED_BACK,
        /** Ended: the champion is what it was, for nothing was shown. */
        UNDECIDED
    }

    /**
     * How fast it may go.
     *
     * @param dwell how long a step takes at least
     * @param calls requests that the challenger has to have run on in a step
     * @param pairs labelled requests on which both have to have run before it gets more than 5%
     * @param mostPairs with so many it gives way if the duels have shown nothing, be it active or
     *     not; later, if there were too few duels to show it
     */
    public record Pace(Duration dwell, long calls, long pairs, long mostPairs) {

        /** Five minutes, a thousand requests, 20 and 1,000 labels. */
        public static final Pace DEFAULT = new Pace(Duration.ofMinutes(5), 1_000, 20, 1_000);
    }

    /** What to do with the versions. */
    public enum Action {
        /** Nothing. */
        HOLD,
        /** Give the challenger the share of {@link Rollout#share}. */
        ADVANCE,
        /** The same; it is less than before. */
        STEP_BACK,
        /** Make the challenger active, and keep the champion in shadow: the duel goes on. */
        ACTIVATE,
        /** Make the challenger active if it is not yet; the champion leaves. */
        PROMOTE,
        /** Take the challenger out; make the champion active if it is not any more. */
        ROLL_BACK,
        /**
         * Take the challenger out, without a judgement; make the champion active if it is not any
         * more.
         */
        GIVE_UP
    }

    /**
     * @param rollout the state from now on
     * @param reason in words
     */
    public record Step(Rollout rollout, Action action, String reason) {}

    /**
     * A challenger in shadow.
     *
     * @param earlier what cross-validation says of it
     */
    public static Rollout start(
            int challenger, int champion, int number, Instant now, PairCounts earlier) {
        return new Rollout(
                challenger,
                champion,
                number,
                0,
                now,
                DuelCounts.NONE,
                earlier,
                PairCounts.NONE,
                false,
                Phase.CHALLENGING);
    }

    /** After a label from the audit or the duel draw; an abstention or an error is not right. */
    public Rollout plus(boolean challengerRight, boolean championRight) {
        return new Rollout(
                challenger,
                champion,
                number,
                share,
                stepAt,
                duels.plus(challengerRight, championRight),
                earlier,
                fresh.plus(challengerRight, championRight),
                proven,
                phase);
    }

    /** This one, with its newer labels, where a decision on fewer labels has brought it. */
    public Rollout after(Rollout decided) {
        return new Rollout(
                challenger,
                champion,
                number,
                decided.share(),
                decided.stepAt(),
                duels,
                earlier,
                fresh,
                decided.proven(),
                decided.phase());
    }

    /**
     * Ended by somebody who did not wait for what the labels show.
     *
     * @param end one of the phases in which nothing is left to decide
     */
    public Rollout ended(Phase end, Instant now) {
        return new Rollout(
                challenger,
                champion,
                number,
                end == Phase.PROMOTED ? 1 : 0,
                now,
                duels,
                earlier,
                fresh,
                proven,
                end);
    }

    /** Whether nothing is left to decide. */
    public boolean hasEnded() {
        return phase != Phase.CHALLENGING && phase != Phase.PROVISIONAL;
    }

    /**
     * What to do now.
     *
     * @param auditLabels of the task since the stream last changed
     * @param problem what {@link Guards} say of this step
     * @param calls requests that the challenger ran on in this step
     */
    public Step next(
            Instant now, long auditLabels, Optional<String> problem, long calls, Pace pace) {
        if (hasEnded()) {
            return new Step(this, Action.HOLD, "the rollout has ended");
        }
        Verdict verdict = verdict(auditLabels);
        if (phase == Phase.PROVISIONAL) {
            return confirm(now, verdict, problem, pace);
        }
        boolean dwelt =
                Duration.between(stepAt, now).compareTo(pace.dwell()) >= 0
                        && calls >= pace.calls()
                        && (share < Canary.FIRST_STEP || fresh.pairs() >= pace.pairs());
        Canary.Move move = Canary.next(share, verdict, dwelt, problem);
        return switch (move.action()) {
            case HOLD ->
                    dwelt && hasHadItsChance(pace)
                            ? undecided(now, verdict)
                            : new Step(
                                    at(share, stepAt, verdict, phase), Action.HOLD, move.reason());
            case ROLL_BACK -> rolledBack(now, verdict, move.reason());
            case ADVANCE ->
                    new Step(at(move.share(), now, verdict, phase), Action.ADVANCE, move.reason());
            case STEP_BACK ->
                    new Step(
                            at(move.share(), now, verdict, phase), Action.STEP_BACK, move.reason());
            case COMPLETE ->
                    verdict == Verdict.PROMOTE
                            ? promoted(now, verdict, move.reason())
                            : new Step(
                                    at(1, now, verdict, Phase.PROVISIONAL),
                                    Action.ACTIVATE,
                                    "provisionally: " + describe());
        };
    }

    /**
     * Where no duels are drawn, many labels are few duels: then it waits for as many as show most of
     * those that win two thirds, unless the two differ so seldom that it hardly matters.
     */
    private boolean hasHadItsChance(Pace pace) {
        return fresh.pairs() >= pace.mostPairs()
                && (duels.discordant() >= ENOUGH_DUELS
                        || duels.discordant() < SELDOM * fresh.pairs());
    }

    private Step confirm(Instant now, Verdict verdict, Optional<String> problem, Pace pace) {
        if (problem.isPresent()) {
            return rolledBack(now, verdict, problem.get());
        }
        return switch (verdict) {
            case PROMOTE -> promoted(now, verdict, "the duels have confirmed it: " + describe());
            case ROLL_BACK ->
                    rolledBack(now, verdict, "the duels show that it is worse: " + describe());
            default ->
                    hasHadItsChance(pace)
                            ? undecided(now, verdict)
                            : new Step(this, Action.HOLD, "the duels have not confirmed it yet");
        };
    }

    private Verdict verdict(long auditLabels) {
        boolean crossValidated =
                auditLabels < FEW_AUDIT_LABELS ? earlier.isAsGood() : earlier.isBetter();
        Verdict verdict = duels.verdict(number);
        if (verdict == Verdict.UNDECIDED && crossValidated && fresh.lead() >= 0) {
            verdict = Verdict.PROMOTE_PROVISIONALLY;
        }
        return proven && verdict != Verdict.ROLL_BACK ? Verdict.PROMOTE : verdict;
    }

    /** All records on which both can be compared. */
    public PairCounts pairs() {
        return new PairCounts(
                earlier.pairs() + fresh.pairs(),
                earlier.lead() + fresh.lead(),
                earlier.differ() + fresh.differ());
    }

    /** The numbers behind a decision, for people. */
    public String describe() {
        PairCounts all = pairs();
        return "v%d won %d and lost %d duels with v%d; neither has learned from %d records, of which one alone was right about %d: v%d is ahead by %d"
                .formatted(
                        challenger,
                        duels.wins(),
                        duels.losses(),
                        champion,
                        all.pairs(),
                        all.differ(),
                        challenger,
                        all.lead());
    }

    private Step promoted(Instant now, Verdict verdict, String reason) {
        return new Step(at(1, now, verdict, Phase.PROMOTED), Action.PROMOTE, reason);
    }

    private Step undecided(Instant now, Verdict verdict) {
        return new Step(
                at(0, now, verdict, Phase.UNDECIDED),
                Action.GIVE_UP,
                "nothing is shown: " + describe());
    }

    private Step rolledBack(Instant now, Verdict verdict, String reason) {
        return new Step(at(0, now, verdict, Phase.ROLLED_BACK), Action.ROLL_BACK, reason);
    }

    private Rollout at(double newShare, Instant since, Verdict verdict, Phase next) {
        return new Rollout(
                challenger,
                champion,
                number,
                newShare,
                since,
                duels,
                earlier,
                fresh,
                verdict == Verdict.PROMOTE,
                next);
    }
}

package io.loopai.generator.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.AbstentionRule;
import io.loopai.decision.AuditCounts;
import io.loopai.decision.ChangePoint;
import io.loopai.decision.ErrorDrift;
import io.loopai.decision.Scored;
import io.loopai.generator.ProgramTrial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program that was made during the replay, and all that labels have told about it. */
final class Version {

    final int number;
    final int atRow;
    final String reason;
    final int labels;
    final ProgramTrial trial;

    /** So many right answers without an error, times four, before live labels are looked at. */
    private static final double ROUNDS_OF_LEAST = 4;

    /** Looking after every label would sooner or later find a lucky moment. */
    private static final int LOOK_AGAIN_AFTER = 2;

    /** Null when it has to answer everything. */
    private AbstentionRule rule;

    /** While it answers nothing: what it would have said, and whether that was right. */
    private final List<Scored> silent = new ArrayList<>();

    private double nextLook;

    /** By the row's id: out of fold for rows from before, as it answered for those after. */
    private final Map<String, Judged> judged = new HashMap<>();

    /** Audit labels that came after it was made. */
    private AuditCounts since = AuditCounts.NONE;

    /**
     * Begins with the audit labels from before, out of fold: a version that was made just when the
     * stream changed would otherwise take its errors for what is usual.
     */
    private ErrorDrift drift = ErrorDrift.START;

    /** All audit labels, those from before out of fold. */
    private AuditCounts all = AuditCounts.NONE;

    /** Those since the stream last changed. */
    private AuditCounts inRegime = AuditCounts.NONE;

    /** The same labels: when, and whether it was wrong. */
    private final List<ChangePoint.Trial> audits = new ArrayList<>();

    Integer promotedAtRow;
    Integer challenged;
    String how = "undecided";

    Version(
            int number,
            int atRow,
            String reason,
            int labels,
            ProgramTrial trial,
            AbstentionRule rule) {
        this.number = number;
        this.atRow = atRow;
        this.reason = reason;
        this.labels = labels;
        this.trial = trial;
        this.rule = rule;
        this.nextLook = neverAnswers() ? ROUNDS_OF_LEAST / rule.allowed() : 0;
    }

    Reply answer(JsonNode input) {
        ProgramTrial.Outcome outcome = trial.run(input);
        return new Reply(outcome, outcome.output() != null && isSure(outcome.confidence()));
    }

    private boolean isSure(double confidence) {
        return rule == null || rule.reachesTarget() && rule.answers(confidence);
    }

    /** Whether it leaves every record to the oracle. */
    boolean neverAnswers() {
        return rule != null && !rule.reachesTarget();
    }

    /**
     * What it says of a row from before it was made, from which it has not learned.
     *
     * @param claimed whether that tells how good it is, or only how it compares with others
     */
    void judgeOlder(Known known, JsonNode answer, double confidence, boolean claimed) {
        boolean right = trial.isRight(answer, known.row().output());
        judged.put(known.row().id(), new Judged(confidence, right, isSure(confidence)));
        if (known.audit() && claimed) {
            all = all.plus(right);
            inRegime = inRegime.plus(right);
            addTrial(known, right && isSure(confidence));
        }
    }

    void judge(Known known, Reply reply) {
        boolean right = reply.isRight(known.row().output());
        Judged result = new Judged(reply.outcome().confidence(), right, reply.answered());
        judged.put(known.row().id(), result);
        if (known.audit()) {
            all = all.plus(right);
            inRegime = inRegime.plus(right);
            since = since.plus(result.good());
            addTrial(known, result.good());
        }
        if (neverAnswers() && known.representative()) {
            learnRule(reply, right);
        }
    }

    /**
     * Where cross-validation says nothing, the stream does: a record is judged before anything is
     * learned from it (Dawid, Statistical theory: the prequential approach, JRSS A 147, 1984).
     */
    private void learnRule(Reply reply, boolean right) {
        silent.add(
                reply.outcome().output() == null
                        ? Scored.ABSTAINED
                        : new Scored(Math.min(1, reply.outcome().confidence()), right));
        if (silent.size() >= nextLook) {
            nextLook *= LOOK_AGAIN_AFTER;
            rule = AbstentionRule.choose(silent, 1 - rule.allowed());
        }
    }

    private void addTrial(Known known, boolean good) {
        drift = drift.plus(!good);
        audits.add(new ChangePoint.Trial(known.at(), !good));
    }

    /** The record at which it has begun to err more often, if it has. */
    int changedAt() {
        return (int) ChangePoint.of(audits);
    }

    /** Forgets what it did before the stream changed. */
    void forget() {
        drift = ErrorDrift.START;
        inRegime = AuditCounts.NONE;
        audits.clear();
        silent.clear();
    }

    /** Null when it has learned from the row without having been measured on it. */
    Judged on(Known known) {
        return judged.get(known.row().id());
    }

    AuditCounts since() {
        return since;
    }

    ErrorDrift drift() {
        return drift;
    }

    AuditCounts inRegime() {
        return inRegime;
    }

    BacktestResult.Made report() {
        return new BacktestResult.Made(
                number,
                atRow,
                reason,
                labels,
                all.labels() == 0 ? null : all.agreement(),
                promotedAtRow != null,
                how,
                promotedAtRow,
                challenged);
    }
}

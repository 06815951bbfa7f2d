package io.loopai.generator.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.Candidate;
import io.loopai.decision.Drawn;
import io.loopai.decision.Evenness;
import io.loopai.decision.LearnDraw;
import io.loopai.decision.RegenerationState;
import io.loopai.decision.Rollout;
import io.loopai.decision.SamplingPlan;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.task.Draw;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The state of a task between two records, and what each record changes in it. */
final class Loop {

    /** So many of the latest records tell how often two versions disagree. */
    private static final int DISAGREEMENT_RECORDS = 300;

    /** A challenger that has not won by then gives way to one from more labels: rows have no time. */
    private static final double GROWTH = 1.5;

    private static final long FEWEST = 10;

    private final TaskSpec task;
    private final BacktestOptions options;
    private final List<LabelledRow> stream;
    private final VersionMaker maker;
    private final String salt;
    private LearnDraw learnDraw;
    private final List<Known> known = new ArrayList<>();

    /** Of how many audit labels each answer is; 0 where only other labels have it. */
    private final Map<JsonNode, Long> answers = new HashMap<>();

    private final List<Version> versions = new ArrayList<>();

    private RegenerationState state;
    private SamplingPlan plan;
    private Version champion;
    private Duel duel;
    private ShiftWatch shifts = new ShiftWatch();
    private long auditLabels;
    private long auditLabelsOfRegime;
    private int regime;
    private int challengers;

    /** Makes the first version. */
    Loop(TaskSpec task, Start start, BacktestOptions options) {
        this.task = task;
        this.options = options;
        this.stream = start.stream();
        this.maker = new VersionMaker(task, options, stream);
        // The seed is part of the salts: another seed asks about other records.
        this.salt = task.id() + "/" + options.seed();
        this.learnDraw = new LearnDraw(options.policy());
        start.given().forEach(row -> know(new Known(row, -1, false, false, true)));
        this.state = RegenerationState.start(options.target(), known.size());
        this.champion = maker.make(0, "start", known, 0);
        versions.add(champion);
        champion.how = "start";
        champion.promotedAtRow = 0;
        this.plan = withoutDuels();
    }

    private void know(Known label) {
        known.add(label);
        answers.merge(label.row().output(), label.audit() ? 1L : 0L, Long::sum);
    }

    private SamplingPlan withoutDuels() {
        return SamplingPlan.of(
                salt,
                options.policy(),
                options.oracleShare(),
                champion.inRegime(),
                Evenness.of(task, answers));
    }

    Version champion() {
        return champion;
    }

    List<Version> versions() {
        return versions;
    }

    /**
     * What became of a record.
     *
     * @param given the answer, from the program or from the oracle in its place
     * @param right whether that is the right one
     * @param asked whether the oracle was asked
     */
    record Served(ProgramTrial.Outcome given, boolean right, boolean asked) {}

    /** Answers a record, and learns from it if the oracle is asked. */
    Served next(int at) {
        LabelledRow row = stream.get(at);
        Reply reply = champion.answer(row.input());
        Reply other = duel == null ? null : duel.besides(champion).answer(row.input());
        boolean left = options.fallback() && !reply.answered();
        Optional<Drawn> drawn = draw(at, row, reply, other, left);
        ProgramTrial.Outcome given =
                left ? new ProgramTrial.Outcome(row.output(), 1, null, 0) : reply.outcome();
        int shift = shifts.add(reply.label());
        if (left || drawn.isPresent()) {
            learn(at, row, drawn.map(Drawn::draw).orElse(null), reply, other);
        }
        if (shift > 0) {
            state = state.plusDrift("the answers are distributed otherwise than before");
            drifted(Math.max(0, at + 1 - shift));
        }
        state.due().ifPresent(reason -> regenerate(at + 1, reason));
        return new Served(given, given.isRight(row.output()), left || drawn.isPresent());
    }

    private Optional<Drawn> draw(int at, LabelledRow row, Reply reply, Reply other, boolean left) {
        Candidate candidate =
                new Candidate(
                        row.id(),
                        reply.label(),
                        reply.outcome().confidence(),
                        other != null && reply.differsFrom(other),
                        row.input().toString().length(),
                        at);
        // What the oracle answers anyway need not be sampled to learn from it.
        double learn = left ? 0 : learnDraw.probability(candidate, plan, champion.inRegime());
        return plan.draw(candidate, learn, false);
    }

    /** Judges first, then trains. */
    private void learn(int at, LabelledRow row, Draw draw, Reply reply, Reply other) {
        boolean audit = draw == Draw.AUDIT;
        auditLabels += audit ? 1 : 0;
        auditLabelsOfRegime += audit ? 1 : 0;
        boolean trains = !(audit && SamplingPlan.neverTrains(salt, row.id(), auditLabels));
        Known label = new Known(row, at, audit, audit || champion.neverAnswers(), trains);
        know(label);
        champion.judge(label, reply);
        if (other != null) {
            duel.besides(champion).judge(label, other);
        }
        if (audit) {
            state = state.plusAudit(champion.on(label).good());
            if (state.counts().labels() == 0) {
                drifted(champion.changedAt());
            }
        }
        state = trains ? state.plusTraining(1) : state;
        if (duel != null) {
            if (audit || draw == Draw.DUEL) {
                duel.add(label);
            }
            decide(at + 1);
        }
        if (duel == null) {
            plan = withoutDuels();
        }
    }

    /** What was known of the versions says nothing of the stream as it is now. */
    private void drifted(int since) {
        regime = since;
        challengers = 0;
        auditLabelsOfRegime = 0;
        champion.forget();
        answers.replaceAll((answer, count) -> 0L);
        shifts = new ShiftWatch();
        state = state.running() ? state.notImproved() : state; // made for the stream as it was
    }

    private void end() {
        if (state.running()) {
            state = state.notImproved();
        }
        duel = null;
        plan = withoutDuels();
    }

    private void decide(int row) {
        Rollout.Action action = duel.next(auditLabelsOfRegime);
        switch (action) {
            case PROMOTE -> {
                if (champion != duel.challenger) {
                    promote(row, "duels");
                }
                duel.challenger.how = "duels";
                end();
            }
            case ACTIVATE -> promote(row, "cross_validation");
            case ROLL_BACK -> leave(isLive() ? "rolled_back" : "worse");
            case GIVE_UP -> giveWay();
            default -> {
                boolean grown = state.labels() >= GROWTH * Math.max(FEWEST, state.learned());
                if (state.running() && grown) {
                    state = state.notImproved(); // it may still win, until the next comes
                }
            }
        }
    }

    /** Whether the challenger answers, without proof. */
    private boolean isLive() {
        return champion == duel.challenger;
    }

    private void answer(Version version) {
        champion = version;
        learnDraw = learnDraw.forAnotherVersion();
        shifts = new ShiftWatch();
    }

    private void promote(int row, String how) {
        answer(duel.challenger);
        champion.how = how;
        champion.promotedAtRow = row;
        state = state.improved(champion.since(), champion.drift());
    }

    /** Nothing but proof makes a version the champion: without it, the champion comes back. */
    private void giveWay() {
        leave(isLive() ? "gave_way" : "undecided");
    }

    private void leave(String how) {
        duel.challenger.how = how;
        if (isLive()) {
            answer(duel.champion);
            state = state.improved(champion.since(), champion.drift()).notImproved();
        }
        end();
    }

    private void regenerate(int row, Regeneration.Reason reason) {
        if (duel != null) {
            giveWay();
        }
        state = state.started();
        String name = reason.name().toLowerCase(Locale.ROOT);
        Version version = maker.make(row, name, known, regime);
        versions.add(version);
        challengers++;
        duel = new Duel(version, champion, challengers, comparable());
        version.challenged = champion.number;
        plan = withoutDuels().withDisagreement(disagreement(row));
        decide(row);
    }

    /** With the fallback most labels are of records on which the live version gave no answer. */
    private List<Known> comparable() {
        return known.stream()
                .filter(each -> !options.fallback() || each.representative())
                .filter(each -> regime == 0 || each.at() >= regime)
                .toList();
    }

    /** On what share of the latest records the two versions differ. */
    private double disagreement(int row) {
        List<LabelledRow> latest = stream.subList(Math.max(0, row - DISAGREEMENT_RECORDS), row);
        long differ =
                latest.stream()
                        .map(LabelledRow::input)
                        .filter(
                                input ->
                                        duel.champion
                                                .answer(input)
                                                .differsFrom(duel.challenger.answer(input)))
                        .count();
        return latest.isEmpty() ? 0 : (double) differ / latest.size();
    }
}

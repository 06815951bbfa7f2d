package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.comparison.Comparisons;
import io.loopai.decision.PairCounts;
import io.loopai.generator.Draft;
import io.loopai.generator.GenerationFailedException;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Mistakes;
import io.loopai.generator.ProgramTrial;
import io.loopai.generator.Strategy;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.generator.llm.Predecessor;
import io.loopai.generator.select.Guess;
import io.loopai.oracle.CostBudget;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.service.db.Database;
import io.loopai.service.db.VersionTable;
import io.loopai.service.decisions.AddedVersion;
import io.loopai.service.decisions.DecisionRefusedException;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NewProgram;
import io.loopai.store.ArtifactException;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a better version from all the labels there are, and lets it challenge the active one. */
final class Improver {

    private static final Logger LOG = LoggerFactory.getLogger(Improver.class);

    /** So many of the newest inputs tell how often two versions disagree. */
    private static final int DISAGREEMENT_INPUTS = 300;

    private final Database database;
    private final Deployments deployments;
    private final Challenges challenges;
    private final RareRecalls recalls;
    private final Supplier<Optional<LlmStrategy>> llm;
    private final ProgramMoney money;
    private final int mostLabels;
    private final Clock clock;

    /**
     * @param llm asked once for each attempt; empty without an LLM
     * @param mostLabels the newest that are learned from
     */
    Improver(
            Database database,
            Deployments deployments,
            Challenges challenges,
            RareRecalls recalls,
            Supplier<Optional<LlmStrategy>> llm,
            int mostLabels,
            Clock clock) {
        this.database = database;
        this.deployments = deployments;
        this.challenges = challenges;
        this.recalls = recalls;
        this.llm = llm;
        this.money = new ProgramMoney(database, clock);
        this.mostLabels = mostLabels;
        this.clock = clock;
    }

    /** What there is to learn from, and to judge by. */
    private record Known(Draft.Basis all, Draft.Basis since, Instant regime) {}

    /** Fulfils a wish, or says in its outcome why it did not; one that is interrupted still waits. */
    void fulfil(AttemptTable.Row wish) {
        Integer version = null;
        String outcome;
        Optional<ProgramMoney.Attempt> paid = Optional.empty();
        String spent = "";
        try {
            TaskSpec task = deployments.find(wish.task()).spec();
            Optional<LlmStrategy> open = llm.get();
            if (open.isPresent()) {
                spent = money.spent(task);
                paid = spent.isEmpty() ? open.map(each -> money.setAside(task, each)) : paid;
            }
            Known known = known(wish.task());
            List<Judged> judged = judged(wish.task(), known.regime());
            Draft draft = draft(task, known, wish, judged, paid.map(ProgramMoney.Attempt::writer));
            AddedVersion added = add(wish, draft, Judged.mistakes(judged));
            version = added.version().version();
            outcome = challenge(task, version, known, draft, wish);
        } catch (InvalidLabelsException
                | GenerationFailedException
                | ArtifactException
                | ProgramRejectedException e) {
            outcome = "nothing was made: " + e.getMessage();
        } catch (RuntimeException e) {
            // The database would close its file on an interrupted thread.
            if (Thread.interrupted()) {
                paid.ifPresent(money::charge);
                Thread.currentThread().interrupt();
                LOG.info("Task '{}' is improved after the next start", wish.task());
                return;
            }
            LOG.warn("An attempt to improve task '{}' broke off", wish.task(), e);
            outcome = "broke off: " + e;
        }
        Integer made = version;
        String said = outcome + spent + paid.map(Improver::refused).orElse("");
        paid.ifPresent(money::charge);
        LOG.info("Task '{}', {}: {}", wish.task(), Json.name(wish.reason()), said);
        String how = said + tell(wish, said);
        database.inTransaction(
                handle -> {
                    AttemptTable.end(handle, wish.id(), made, how, clock.instant());
                    return null;
                });
    }

    /** Tells the engines; the attempt has ended, also where they cannot be told. Says why then. */
    private String tell(AttemptTable.Row wish, String outcome) {
        try {
            deployments.dealtWith(wish.task(), wish.id(), outcome);
            return "";
        } catch (DecisionRefusedException e) {
            LOG.warn("That an attempt has ended is not deployed: {}", e.getMessage());
            return "; that it has ended is not deployed: " + e.getMessage();
        } catch (RuntimeException e) {
            LOG.warn("That an attempt for task '{}' has ended is not deployed", wish.task(), e);
            return "; that it has ended is not deployed: " + e;
        }
    }

    private Known known(String task) {
        return database.inTransaction(
                handle -> {
                    Instant regime = AttemptTable.regime(handle, task);
                    return new Known(
                            new Draft.Basis(
                                    LabelTable.training(handle, task, Instant.EPOCH, mostLabels),
                                    LabelTable.inputs(handle, task, Instant.EPOCH, mostLabels)),
                            new Draft.Basis(
                                    LabelTable.training(handle, task, regime, mostLabels),
                                    LabelTable.inputs(handle, task, regime, mostLabels)),
                            regime);
                });
    }

    /** Says that the LLM could have been asked more often with more money; empty otherwise. */
    private static String refused(ProgramMoney.Attempt paid) {
        CostBudget budget = paid.writer().budget();
        return budget.refusal()
                .map(
                        why ->
                                (budget.tokensIn() == 0
                                                ? "; the LLM was not asked: "
                                                : "; the LLM was not asked again: ")
                                        + why)
                .orElse("");
    }

    private Draft draft(
            TaskSpec task,
            Known known,
            AttemptTable.Row wish,
            List<Judged> judged,
            Optional<LlmStrategy> writer) {
        Draft.Maker maker =
                new Draft.Maker(
                        task,
                        writer.isPresent() ? Strategy.AUTO : Strategy.LEARNED,
                        writer,
                        challenges
                                .champion(task.id())
                                .map(
                                        version ->
                                                predecessor(
                                                        source(task.id(), version), wish, judged)),
                        wish.id().hashCode());
        return known.regime().equals(Instant.EPOCH)
                ? maker.make(known.all())
                : maker.make(known.all(), known.since());
    }

    /** Labels that never train are no rows for programs to learn from, so no prompt has them. */
    private static Predecessor predecessor(
            String source, AttemptTable.Row wish, List<Judged> judged) {
        Map<String, Predecessor.Verdict> verdicts = new HashMap<>();
        for (Judged each : judged) {
            verdicts.put(each.id(), new Predecessor.Verdict(each.answer(), each.correct()));
        }
        return new Predecessor(source, why(wish.reason()), wish.message(), verdicts);
    }

    private static String why(Regeneration.Reason reason) {
        return switch (reason) {
            case BELOW_TARGET -> "it agrees too seldom with the right answers";
            case DRIFT -> "the inputs have changed, and it errs more often than before";
            case LABEL_SHIFT -> "its answers are distributed otherwise than before";
            case MORE_LABELS -> "there are many more labelled rows than it was made with";
            case UNSEEN -> "there is something new in the inputs or among the right answers";
            case ON_DEMAND -> "somebody has asked for one";
        };
    }

    /** By the version that is to be replaced, since the stream changed. */
    private List<Judged> judged(String task, Instant since) {
        int champion = challenges.champion(task).orElse(0);
        return database.inTransaction(
                handle -> JudgementTable.judged(handle, task, champion, since, mostLabels));
    }

    private AddedVersion add(AttemptTable.Row wish, Draft draft, Mistakes mistakes)
            throws ProgramRejectedException {
        ObjectNode metadata = (ObjectNode) draft.generation().metadata();
        ObjectNode why = metadata.putObject("improvement");
        why.put("reason", Json.name(wish.reason()));
        why.put("message", wish.message());
        why.put("labels", draft.labels());
        if (mistakes.wrong() > 0) {
            why.set("mistakes", Json.MAPPER.valueToTree(mistakes));
        }
        if (wish.since() != null) {
            why.put("changed_at", wish.since().toString());
        }
        NewProgram program =
                new NewProgram(
                        draft.generation().source(),
                        CompilerKind.ECJ,
                        draft.generation().strategy(),
                        metadata);
        return deployments.addVersion(
                wish.task(), program, Json.name(wish.reason()) + ": " + wish.message());
    }

    private String challenge(
            TaskSpec task, int version, Known known, Draft draft, AttemptTable.Row wish) {
        Optional<Integer> active = challenges.active(task.id());
        if (active.isEmpty() || active.get() == version) {
            return "v%d answers: the labels give no other program".formatted(version);
        }
        if (challenges.isUnderWay(task.id(), version)) {
            return "the labels give v%d again, which is in the rollout under way"
                    .formatted(version);
        }
        Optional<Integer> champion = challenges.champion(task.id());
        if (challenges.wasRolledBack(task.id(), version)) {
            return "the labels give v%d again, which was rolled back".formatted(version);
        }
        Map<String, Boolean> right = outOfFold(task, version, known, draft);
        boolean begun =
                challenges.begin(
                        task.id(),
                        version,
                        champion.get(),
                        disagreement(task, version, champion.get(), known),
                        pairs(task.id(), champion.get(), right, known.regime()),
                        wish.id(),
                        Json.name(wish.reason()) + ": " + wish.message());
        // Comparing takes a while, in which the version to beat may have become another one.
        return begun
                ? "v%d challenges v%d".formatted(version, champion.get())
                : challenge(task, version, known, draft, wish);
    }

    /** On what share of the newest inputs the two say different things; null without inputs. */
    private Double disagreement(TaskSpec task, int version, int champion, Known known) {
        List<JsonNode> inputs = known.since().inputs();
        List<JsonNode> newest =
                inputs.subList(Math.max(0, inputs.size() - DISAGREEMENT_INPUTS), inputs.size());
        ProgramTrial one = trial(task, source(task.id(), version));
        ProgramTrial other = trial(task, source(task.id(), champion));
        return newest.isEmpty()
                ? null
                : newest.stream().filter(input -> differ(one.run(input), other.run(input))).count()
                        / (double) newest.size();
    }

    /** As duels are drawn: whatever the task compares by. */
    private static boolean differ(ProgramTrial.Outcome one, ProgramTrial.Outcome other) {
        if (one.output() == null || other.output() == null) {
            return one.output() != null || other.output() != null;
        }
        return !Comparisons.of(null).agrees(one.output(), other.output());
    }

    private String source(String task, int version) {
        return database.inTransaction(
                handle -> VersionTable.find(handle, task, version).orElseThrow().source());
    }

    /** What the new version says of labelled rows that it has not learned from, by their id. */
    private Map<String, Boolean> outOfFold(TaskSpec task, int version, Known known, Draft draft) {
        Map<String, Boolean> right = new HashMap<>();
        List<LabelledRow> judged = new ArrayList<>();
        ProgramTrial trial = trial(task, draft.generation().source());
        for (LabelledRow row : known.since().rows()) {
            Guess guess = draft.outOfFold().get(row.id());
            if (guess != null) {
                judged.add(row);
                right.put(row.id(), trial.isRight(guess.output(), row.output()));
            }
        }
        for (LabelledRow row : heldOut(task.id(), known.regime())) {
            judged.add(row);
            right.put(row.id(), trial.run(row.input()).isRight(row.output()));
        }
        database.inTransaction(
                handle -> {
                    // An answer may have been put right while the program was made.
                    judged.stream()
                            .filter(row -> !LabelTable.says(handle, task.id(), row))
                            .forEach(row -> right.remove(row.id()));
                    right.forEach(
                            (id, correct) ->
                                    JudgementTable.insert(
                                            handle, task.id(), id, version, null, correct, true));
                    return null;
                });
        recalls.changed(task.id());
        return right;
    }

    private List<LabelledRow> heldOut(String task, Instant since) {
        return database.inTransaction(
                handle -> LabelTable.heldOut(handle, task, since, mostLabels));
    }

    private PairCounts pairs(
            String task, int champion, Map<String, Boolean> challenger, Instant since) {
        Map<String, Boolean> old =
                database.inTransaction(
                        handle -> JudgementTable.audited(handle, task, champion, since));
        PairCounts pairs = PairCounts.NONE;
        for (Map.Entry<String, Boolean> each : challenger.entrySet()) {
            if (old.containsKey(each.getKey())) {
                pairs = pairs.plus(each.getValue(), old.get(each.getKey()));
            }
        }
        return pairs;
    }

    private static ProgramTrial trial(TaskSpec task, String source) {
        try {
            return new ProgramTrial(task, Sandbox.compile(source, CompilerKind.ECJ));
        } catch (ProgramRejectedException e) {
            throw new IllegalStateException("accepted before, refused now", e);
        }
    }
}

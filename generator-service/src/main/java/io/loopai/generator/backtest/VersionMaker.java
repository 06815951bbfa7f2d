package io.loopai.generator.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.AbstentionRule;
import io.loopai.decision.Scored;
import io.loopai.generator.Draft;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.generator.select.Guess;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Fallback;
import io.loopai.task.TaskSpec;
import java.util.List;

/** Makes versions from the labels there are. */
final class VersionMaker {

    private final TaskSpec task;
    private final BacktestOptions options;
    private final List<JsonNode> inputs;
    private final Draft.Maker drafts;
    private int made;

    /** @param stream of which versions know the inputs that came before them */
    VersionMaker(TaskSpec task, BacktestOptions options, List<LabelledRow> stream) {
        this.inputs = stream.stream().map(LabelledRow::input).toList();
        this.task = answeringEverything(task);
        this.options = options;
        this.drafts = Draft.Maker.learning(this.task, options.seed());
    }

    /** The replay abstains by itself, to know what the program would have said. */
    private static TaskSpec answeringEverything(TaskSpec task) {
        return new TaskSpec(
                task.id(),
                task.description(),
                task.inputSchema(),
                task.outputSchema(),
                task.examples(),
                task.accuracyTarget(),
                task.latencyTargetMs(),
                task.sampling(),
                task.privacy(),
                Fallback.ERROR,
                null,
                task.oracle(),
                task.comparison());
    }

    /**
     * The next version.
     *
     * @param known all labels
     * @param regime the record at which the stream last changed; 0 if it never did
     */
    Version make(int atRow, String reason, List<Known> known, int regime) {
        List<Known> training = known.stream().filter(Known::trains).toList();
        Draft.Basis all = basis(training, inputs.subList(0, atRow));
        Draft draft =
                regime == 0 ? drafts.make(all) : drafts.make(all, since(training, regime, atRow));
        return version(draft, atRow, reason, known, regime);
    }

    private Draft.Basis since(List<Known> training, int regime, int atRow) {
        List<Known> recent = training.stream().filter(each -> each.at() >= regime).toList();
        return basis(recent, inputs.subList(regime, atRow));
    }

    private static Draft.Basis basis(List<Known> known, List<JsonNode> seen) {
        return new Draft.Basis(known.stream().map(Known::row).toList(), seen);
    }

    private Version version(Draft draft, int atRow, String reason, List<Known> known, int regime) {
        ProgramTrial trial = trial(draft);
        AbstentionRule rule = options.fallback() ? rule(draft, trial, known, regime) : null;
        made++;
        Version version = new Version(made, atRow, reason, draft.labels(), trial, rule);
        for (Known each : known.stream().filter(of -> of.at() >= regime || regime == 0).toList()) {
            Guess guess = draft.outOfFold().get(each.row().id());
            if (guess != null) {
                boolean claimed = draft.generation().estimate() != null;
                version.judgeOlder(each, guess.output(), guess.confidence(), claimed);
            } else if (!each.trains()) {
                ProgramTrial.Outcome outcome = version.answer(each.row().input()).outcome();
                version.judgeOlder(each, outcome.output(), outcome.confidence(), true);
            }
        }
        return version;
    }

    /**
     * From labels that were chosen whatever they say: others would make it look worse. From none where
     * nothing is claimed: the program is not as sure of itself as what was measured.
     */
    private AbstentionRule rule(Draft draft, ProgramTrial trial, List<Known> known, int regime) {
        boolean claimed = draft.generation().estimate() != null;
        List<Scored> scored =
                known.stream()
                        .filter(each -> claimed && each.representative() && each.at() >= regime)
                        .filter(each -> draft.outOfFold().containsKey(each.row().id()))
                        .map(each -> scored(each, draft.outOfFold().get(each.row().id()), trial))
                        .toList();
        return AbstentionRule.choose(scored, options.target());
    }

    private static Scored scored(Known known, Guess guess, ProgramTrial trial) {
        return guess.output() == null
                ? Scored.ABSTAINED
                : new Scored(
                        Math.min(1, guess.confidence()),
                        trial.isRight(guess.output(), known.row().output()));
    }

    private ProgramTrial trial(Draft draft) {
        try {
            return new ProgramTrial(
                    task, Sandbox.compile(draft.generation().source(), CompilerKind.ECJ));
        } catch (ProgramRejectedException e) {
            throw new IllegalStateException("the generator checks what it returns", e);
        }
    }
}

package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.comparison.Comparisons;
import io.loopai.decision.AbstentionRule;
import io.loopai.generator.learn.DistilledCandidate;
import io.loopai.generator.learn.LearnedCandidate;
import io.loopai.generator.learn.PooledCandidate;
import io.loopai.generator.learn.Written;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.generator.llm.Predecessor;
import io.loopai.generator.llm.Transcript;
import io.loopai.generator.llm.WrittenProgram;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Guess;
import io.loopai.generator.select.Selection;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Fallback;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes the best program it can from a task's examples, labelled rows, and an LLM if there is one.
 *
 * <pre>{@code
 * Generation generation = new Generator(task, rows, 1).generate(Strategy.AUTO, Optional.empty());
 * repository.add(task.id(), generation.source(), "ecj");
 * }</pre>
 *
 * <p>One use each; not for several threads.
 */
public final class Generator {

    /**
     * Preferred when about as good: what is fitted in a mix is held back to what is right without rows,
     * while the best of some programs is also the luckiest.
     */
    private static final int MIX_FIRST = -3;

    /** Preferred to other mixes when about as good, where people write; on logs it was a bit worse. */
    private static final int TAUGHT_FIRST = -4;

    /** Time grows with the labels, and this takes six more trainings on up to 4,000 rows. */
    private static final int MOST_TAUGHT_LABELS = 20;

    /** Candidates are compared on so many rows; all of them train the winner. */
    private static final int MOST_MEASURED = 4_000;

    /** With fewer rows that no prompt has shown, written programs cannot be measured. */
    private static final int LEAST_MEASURED = 30;

    /** More change little, and cost memory and seconds. */
    private static final int MOST_UNLABELLED = 4_000;

    private static final double NANOS = 1e9;

    private final TaskSpec task;
    private final Comparison comparison;
    private final List<LabelledRow> rows;
    private final long seed;
    private final long begun = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private List<JsonNode> unlabelled = List.of();
    private boolean givenUnlabelled;
    private Optional<Predecessor> predecessor = Optional.empty();
    private List<Transcript> transcripts = List.of();
    private Map<String, Guess> outOfFold = Map.of();

    /** Null before something is to be learned. */
    private LearnedCandidates learned;

    /**
     * @param labelled rows beside the task's examples; may be empty
     * @param seed the same rows, seed and replies give the same program
     * @throws InvalidLabelsException when there are no rows and no examples
     */
    public Generator(TaskSpec task, List<LabelledRow> labelled, long seed) {
        this.task = task;
        this.comparison = Comparisons.of(task.comparison());
        this.seed = seed;
        TrainingRows training = TrainingRows.of(task, labelled);
        this.rows = training.rows();
        notes.addAll(training.notes());
    }

    /**
     * Learns from inputs without answers too, if that turns out to be better: from the last 4,000
     * different ones, those of labelled rows left out. Fewer than 100, or than there are labelled rows,
     * are not used, and a note says so.
     *
     * @param inputs the latest last; such as requests will be, each valid by the task's schema
     * @return this
     */
    public Generator withUnlabelled(List<JsonNode> inputs) {
        Set<JsonNode> known = rows.stream().map(LabelledRow::input).collect(Collectors.toSet());
        List<JsonNode> found = new ArrayList<>();
        for (int i = inputs.size() - 1; i >= 0 && found.size() < MOST_UNLABELLED; i--) {
            if (known.add(inputs.get(i))) {
                found.add(inputs.get(i));
            }
        }
        unlabelled = List.copyOf(found);
        givenUnlabelled = !inputs.isEmpty();
        return this;
    }

    /**
     * Tells an LLM of the program that is in use, and what it gets wrong.
     *
     * @param old empty for the first program of a task
     * @return this
     */
    public Generator mending(Optional<Predecessor> old) {
        predecessor = old;
        return this;
    }

    /** How many examples and labelled rows there are to learn from. */
    public int rows() {
        return rows.size();
    }

    /** The best of the learned models. */
    public Generation learned() {
        return generate(Strategy.LEARNED, Optional.empty());
    }

    /**
     * The best program of a strategy.
     *
     * @param llm who writes programs; needed for {@link Strategy#LLM} and {@link Strategy#HYBRID}
     * @throws GenerationFailedException when the strategy comes to nothing
     * @throws InvalidLabelsException when the rows cannot be learned from
     */
    public Generation generate(Strategy strategy, Optional<LlmStrategy> llm) {
        boolean asksLlm = strategy == Strategy.LLM || strategy == Strategy.HYBRID;
        if (asksLlm && llm.isEmpty()) {
            throw new GenerationFailedException(
                    "strategy "
                            + strategy.name().toLowerCase(Locale.ROOT)
                            + " needs an LLM: set OPENAI_API_KEY and OPENAI_MODEL (and"
                            + " OPENAI_BASE_URL for another endpoint), or use --strategy learned");
        }
        boolean learns = strategy != Strategy.LLM && canLearn(strategy, llm);
        List<Written> written =
                strategy == Strategy.LEARNED || llm.isEmpty() ? List.of() : write(llm.get());
        if ((asksLlm || !learns) && written.isEmpty()) {
            throw new GenerationFailedException(
                    "the LLM wrote no program that can be used\n" + String.join("\n", notes));
        }
        if (!written.isEmpty() && unseen(written) < LEAST_MEASURED) {
            return unmeasured(strategy == Strategy.AUTO && learns, written);
        }
        unusedInputs(learns).ifPresent(notes::add);
        return best(() -> candidates(strategy, learns, written));
    }

    /** Before an LLM is paid: only {@link Strategy#AUTO} can do with what an LLM writes. */
    private boolean canLearn(Strategy strategy, Optional<LlmStrategy> llm) {
        try {
            LearnedCandidate.check(task, rows);
            return true;
        } catch (InvalidLabelsException e) {
            if (strategy != Strategy.AUTO || llm.isEmpty()) {
                throw e;
            }
            notes.add("only the LLM's programs were tried: " + e.getMessage());
            return false;
        }
    }

    /** Why nothing is learned from the inputs without answers, if there are any. */
    Optional<String> unusedInputs(boolean learns) {
        int least = LearnedCandidates.leastUnlabelled(rows.size());
        if (!givenUnlabelled || learns && unlabelled.size() >= least) {
            return Optional.empty();
        }
        String unused = "inputs without answers are not used: ";
        if (!learns) {
            return Optional.of(unused + "no model is learned");
        }
        if (least > MOST_UNLABELLED) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "%sbeside %,d examples and labelled rows they would tell little",
                            unused,
                            rows.size()));
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%sthere are %,d, doubles and labelled rows left out, and it takes at least %,d%s",
                        unused,
                        unlabelled.size(),
                        least,
                        least == rows.size()
                                ? ", as many as there are examples and labelled rows"
                                : ""));
    }

    private List<Written> write(LlmStrategy llm) {
        if (task.description().isBlank()) {
            notes.add(
                    "the task's description is empty, so the LLM was not told what the answers mean; say"
                            + " there what tells them apart, and generate again");
        }
        List<WrittenProgram> programs = llm.write(task, rows, predecessor, seed);
        transcripts = programs.stream().map(WrittenProgram::transcript).toList();
        List<Written> usable = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            WrittenProgram program = programs.get(i);
            String name = "llm " + (i + 1);
            if (program.problem() != null) {
                notes.add(name + " came to nothing: " + program.problem());
                continue;
            }
            Set<String> seen =
                    program.seen().stream().map(LabelledRow::id).collect(Collectors.toSet());
            usable.add(new Written(name, program.source(), seen, answers(program.source())));
        }
        return usable;
    }

    private Function<JsonNode, Guess> answers(String source) {
        try {
            ProgramTrial trial = new ProgramTrial(task, Sandbox.compile(source, CompilerKind.ECJ));
            return input -> {
                ProgramTrial.Outcome outcome = trial.run(input);
                return outcome.output() == null
                        ? Guess.NONE
                        : new Guess(outcome.output(), outcome.confidence());
            };
        } catch (ProgramRejectedException e) {
            throw new IllegalStateException("accepted before, refused now", e);
        }
    }

    private long unseen(List<Written> written) {
        Set<String> seen = new HashSet<>();
        written.forEach(program -> seen.addAll(program.seen()));
        return rows.stream().filter(row -> !seen.contains(row.id())).count();
    }

    /**
     * What the chosen candidate said of rows when it had learned from other folds only, by the row's
     * id. Where too few rows of most labels say anything and nothing is claimed, it tells at least
     * whether the program is far worse than another. Empty when all rows stood in prompts.
     */
    public Map<String, Guess> outOfFold() {
        return outOfFold;
    }

    /** Those that learn come first, in the order of {@link LearnedCandidates}, alone or in a mix. */
    private List<Candidate> candidates(Strategy strategy, boolean learns, List<Written> written) {
        List<Candidate> candidates = new ArrayList<>();
        List<LearnedCandidate> learned = learns ? learnedCandidates().all() : List.of();
        if (strategy != Strategy.HYBRID) {
            candidates.addAll(learned);
        }
        if (learns && !written.isEmpty()) {
            candidates.addAll(mixes(learned, written));
        }
        if (strategy != Strategy.LEARNED) { // a mix in which one program has all the weight
            written.forEach(program -> candidates.add(new WrittenCandidate(program)));
        }
        return candidates;
    }

    /** Of the same learned models that stand alone: what is measured of one is known of the other. */
    private List<Candidate> mixes(List<LearnedCandidate> learned, List<Written> written) {
        List<Candidate> mixes = new ArrayList<>();
        for (LearnedCandidate each : learned) {
            mixes.add(new PooledCandidate(each, written, MIX_FIRST + each.complexity()));
        }
        if (learnedCandidates().hasUnlabelled() && labels() <= MOST_TAUGHT_LABELS) {
            LearnedCandidate pupil = learned.get(LearnedCandidates.WITH_UNLABELLED);
            int complexity =
                    learnedCandidates().writtenByPeople()
                            ? TAUGHT_FIRST
                            : MIX_FIRST + pupil.complexity();
            mixes.add(new DistilledCandidate(pupil, written, complexity));
        }
        return mixes;
    }

    private LearnedCandidates learnedCandidates() {
        if (learned == null) {
            learned = new LearnedCandidates(task, rows, unlabelled);
        }
        return learned;
    }

    private long labels() {
        return rows.stream().map(LabelledRow::output).distinct().count();
    }

    /** When almost all rows stood in a prompt: by what programs say of those, and how much they know. */
    private Generation unmeasured(boolean mayLearn, List<Written> written) {
        Optional<Written> choice = WrittenChoice.among(written, rows, comparison);
        if (choice.isEmpty() && mayLearn) {
            notes.add("the LLM's programs are wrong about the rows they were shown: not used");
            unusedInputs(true).ifPresent(notes::add);
            return best(() -> learnedCandidates().all());
        }
        if (choice.isEmpty()) {
            notes.add("even the best program is wrong about many of the rows it was shown");
        }
        notes.add(
                "the LLM has seen almost all labelled rows, so that nothing can be measured, and no"
                        + " accuracy is claimed; label about 50 more rows to know more");
        unusedInputs(false).ifPresent(notes::add);
        Written chosen = choice.orElseGet(() -> WrittenChoice.best(written, rows, comparison));
        return generation(new WrittenCandidate(chosen), Optional.empty());
    }

    /**
     * @param fresh candidates, which keep what they are calibrated to when they are measured: what is
     *     measured on too few rows is thrown away
     */
    private Generation best(Supplier<List<? extends Candidate>> fresh) {
        List<? extends Candidate> candidates = fresh.get();
        List<LabelledRow> measured = rows.subList(0, Math.min(rows.size(), MOST_MEASURED));
        Optional<Selection> selection = Selection.among(candidates, measured, comparison, seed);
        if (selection.isPresent()) {
            outOfFold = selection.get().outOfFold();
            return generation(selection.get().winner(), selection);
        }
        notes.add(TooFewRows.note(measured));
        Selection.Unclaimed unclaimed = unclaimed(candidates, measured);
        outOfFold = unclaimed.outOfFold();
        int index = candidates.indexOf(unclaimed.candidate());
        return generation(fresh.get().get(index), Optional.empty());
    }

    /**
     * Rows without labels do harm to some tasks, and written programs may be better than all that can
     * be learned: even a weak measurement tells. Of other candidates it would tell nothing, and of
     * mixes hardly anything: they are fitted while they are measured, and made without that. Nor does
     * it where all rows have one answer, for the best then is what always says it.
     */
    private Selection.Unclaimed unclaimed(
            List<? extends Candidate> candidates, List<LabelledRow> measured) {
        Candidate usual = usual(candidates);
        List<Candidate> compared = new ArrayList<>();
        compared.add(usual);
        for (Candidate other : labels() == 1 ? List.<Candidate>of() : candidates) {
            boolean isLearned =
                    other instanceof LearnedCandidate && learnedCandidates().hasUnlabelled();
            if (other != usual && (isLearned || other instanceof WrittenCandidate)) {
                compared.add(other);
            }
        }
        return Selection.unclaimed(compared, 0, measured, comparison, seed);
    }

    /** What to take if the rows tell nothing. */
    private Candidate usual(List<? extends Candidate> candidates) {
        if (!(candidates.get(0) instanceof WrittenCandidate)) {
            return candidates.get(learnedCandidates().usual());
        }
        Map<Written, Candidate> byProgram = new LinkedHashMap<>();
        candidates.forEach(each -> byProgram.put(((WrittenCandidate) each).program(), each));
        List<Written> programs = List.copyOf(byProgram.keySet());
        return byProgram.get(
                WrittenChoice.among(programs, rows, comparison)
                        .orElseGet(() -> WrittenChoice.best(programs, rows, comparison)));
    }

    private Generation generation(Candidate winner, Optional<Selection> selection) {
        double threshold = 0;
        double coverage = 1;
        boolean calibrated = !winner.strategy().equals("llm");
        if (selection.isPresent() && calibrated && task.fallback() != Fallback.ERROR) {
            AbstentionRule rule = selection.get().abstention(task.accuracyTarget());
            notes.add(rule.reachesTarget() ? rule.describe() : neverAbstains(rule));
            if (rule.reachesTarget()) {
                threshold = rule.threshold();
                coverage = rule.coverage();
            }
        }
        String source = winner.source(rows, threshold);
        check(source);
        return new Generation(
                source,
                winner.strategy(),
                selection.map(Selection::estimate).orElse(null),
                threshold,
                coverage,
                selection.map(Generator::compared).orElse(List.of()),
                transcripts.stream().mapToDouble(Transcript::costUsd).sum(),
                (System.nanoTime() - begun) / NANOS,
                List.copyOf(notes),
                transcripts);
    }

    /** Then the fallback would get every record, and nothing would be learned of the program. */
    private static String neverAbstains(AbstentionRule rule) {
        return String.format(
                Locale.ROOT,
                "%d labelled rows show no confidence from which on at most %.1f%% of all records are"
                        + " answered wrongly, so the program answers every record; label more rows,"
                        + " or lower the accuracy_target",
                rule.records(),
                100 * rule.allowed());
    }

    private static List<Generation.Compared> compared(Selection selection) {
        return selection.measured().stream()
                .map(each -> new Generation.Compared(each.candidate().name(), each.accuracy()))
                .toList();
    }

    /** A program that cannot run is never stored. */
    private void check(String source) {
        try {
            Sandbox.compile(source, CompilerKind.ECJ);
        } catch (ProgramRejectedException e) {
            throw new GenerationFailedException(
                    "the program that was made for '"
                            + task.id()
                            + "' ("
                            + source.length()
                            + " characters) is refused: "
                            + e.getMessage());
        }
    }
}

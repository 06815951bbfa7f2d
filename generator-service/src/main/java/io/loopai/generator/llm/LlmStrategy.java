package io.loopai.generator.llm;

import io.loopai.generator.LabelledRow;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmException;
import io.loopai.privacy.Border;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Has an LLM write several programs for a task: from different prompts, with different rows, each
 * compiled, verified and run as a job would, and sent back with what was wrong with it.
 *
 * <pre>{@code
 * LlmStrategy strategy = new LlmStrategy(client, LlmOptions.DEFAULT);
 * List<WrittenProgram> programs = strategy.write(task, rows, Optional.empty(), 1);
 * }</pre>
 *
 * <p>Nothing is thrown because of the LLM: a refused key, an endpoint that hangs or a budget that is
 * used up is a candidate's {@link WrittenProgram#problem}.
 */
public final class LlmStrategy {

    private static final long SEEDS_APART = 0x9E3779B97F4A7C15L;

    private final LlmClient client;
    private final LlmOptions options;
    private final CostBudget budget;

    /** @param client its budget is for all that is written with it */
    public LlmStrategy(LlmClient client, LlmOptions options) {
        this(client, options, client.budget());
    }

    private LlmStrategy(LlmClient client, LlmOptions options, CostBudget budget) {
        this.client = client;
        this.options = options;
        this.budget = budget;
    }

    /** The same with a budget of its own, which is a part of the client's. */
    public LlmStrategy within(double usd) {
        return new LlmStrategy(client, options, client.budget().part(usd));
    }

    /** What writing may cost, and what it did. */
    public CostBudget budget() {
        return budget;
    }

    /** Who writes. */
    public String model() {
        return client.settings().model();
    }

    /**
     * The candidates, in the same order for the same seed; those that came to nothing too.
     *
     * @param rows that may be learned from and shown, the task's examples among them; from 60 rows on,
     *     all candidates together see at most half of each label's, near-duplicates counted as one. With privacy {@code strict} none is
     *     shown: the LLM gets the description and the schemas alone. With {@code balanced} they are
     *     masked, see {@link Border}
     * @param predecessor the program to be mended, if there is one: then half of the rows, the same one
     *     in each attempt, stand in no prompt and have no say in what does
     */
    public List<WrittenProgram> write(
            TaskSpec task, List<LabelledRow> rows, Optional<Predecessor> predecessor, long seed) {
        Border border = Border.of(task);
        boolean shown = border.letsInputsPass();
        List<LabelledRow> open =
                predecessor.isPresent() ? PromptHalf.of(rows) : RowSample.toDrawFrom(rows, seed);
        List<LabelledRow> usable = shown ? open : List.of();
        String mend =
                predecessor
                        .map(old -> new PredecessorPrompt(border, old).text(shown ? open : rows))
                        .orElse("");
        Set<LabelledRow> told =
                usable.stream()
                        .filter(
                                row ->
                                        predecessor
                                                .map(Predecessor::verdicts)
                                                .orElse(Map.of())
                                                .containsKey(row.id()))
                        .collect(Collectors.toSet());
        List<Callable<WrittenProgram>> writing = new ArrayList<>();
        for (int n = 0; n < options.candidates(); n++) {
            RowSample sample = RowSample.of(usable, options.rowsPerLabel(), seed + n * SEEDS_APART);
            Candidate candidate =
                    new Candidate(task, client, budget, options, sample, n, mend, told);
            writing.add(candidate::write);
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        Math.min(options.candidates(), client.settings().concurrency()));
        try {
            List<WrittenProgram> written = new ArrayList<>();
            for (Future<WrittenProgram> each : threads.invokeAll(writing)) {
                written.add(each.get().withNearDuplicates(rows));
            }
            return written;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LlmException(
                    LlmException.Reason.INTERRUPTED,
                    "interrupted while programs were written; start again");
        } catch (ExecutionException e) {
            throw new IllegalStateException("writing a program failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}

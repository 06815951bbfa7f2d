package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.comparison.Comparisons;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.generator.llm.Predecessor;
import io.loopai.generator.select.Guess;
import io.loopai.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program for a stream that may have changed, and what it said of the labelled rows when it had not
 * learned from them.
 *
 * <pre>{@code
 * Draft.Maker maker = Draft.Maker.learning(task, 7);
 * Draft draft = maker.make(all, since);          // since: what is known since the stream changed
 * draft.generation().source();
 * }</pre>
 *
 * @param outOfFold see {@link Generator#outOfFold}
 * @param labels how many it learned from
 */
public record Draft(Generation generation, Map<String, Guess> outOfFold, int labels) {

    /** Fewer labels from after a change make no program of their own. */
    private static final int FEWEST_RECENT = 20;

    /**
     * What there is to learn from.
     *
     * @param rows with their right answers
     * @param inputs others, without; the latest last
     */
    public record Basis(List<LabelledRow> rows, List<JsonNode> inputs) {}

    /**
     * Makes drafts for one task.
     *
     * @param llm who writes programs, where the strategy asks for one
     * @param predecessor the program that is to be replaced, for the LLM to mend
     * @param seed equal rows and seeds give the same program
     */
    public record Maker(
            TaskSpec task,
            Strategy strategy,
            Optional<LlmStrategy> llm,
            Optional<Predecessor> predecessor,
            long seed) {

        /** One that asks no LLM. */
        public static Maker learning(TaskSpec task, long seed) {
            return new Maker(task, Strategy.LEARNED, Optional.empty(), Optional.empty(), seed);
        }

        /**
         * From all that is known.
         *
         * @throws InvalidLabelsException when the rows cannot be learned from
         * @throws GenerationFailedException when the strategy comes to nothing
         */
        public Draft make(Basis all) {
            Generator generator =
                    new Generator(task, all.rows(), seed)
                            .withUnlabelled(all.inputs())
                            .mending(predecessor);
            Generation generation = generator.generate(strategy, llm);
            return new Draft(generation, generator.outOfFold(), all.rows().size());
        }

        /**
         * From all that is known, or only from what is known since the stream changed: whichever is
         * better on the rows since then.
         */
        public Draft make(Basis all, Basis since) {
            Draft ofAll = make(all);
            Comparison comparison = Comparisons.of(task.comparison());
            double right = ofAll.rightOn(since.rows(), comparison);
            return recent(since)
                    .filter(each -> each.rightOn(since.rows(), comparison) >= right)
                    .orElse(ofAll);
        }

        /** Empty when there are too few labels to claim anything, or all with the same answer. */
        private Optional<Draft> recent(Basis since) {
            long answers = since.rows().stream().map(LabelledRow::output).distinct().count();
            if (since.rows().size() < FEWEST_RECENT || answers < 2) {
                return Optional.empty();
            }
            try {
                return Optional.of(make(since))
                        .filter(each -> each.generation().estimate() != null);
            } catch (InvalidLabelsException | GenerationFailedException e) {
                return Optional.empty();
            }
        }
    }

    private double rightOn(List<LabelledRow> rows, Comparison comparison) {
        return rows.stream()
                .filter(row -> outOfFold.containsKey(row.id()))
                .mapToInt(row -> outOfFold.get(row.id()).isRight(row.output(), comparison) ? 1 : 0)
                .average()
                .orElse(0);
    }
}

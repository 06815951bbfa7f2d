package io.loopai.generator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.comparison.Comparisons;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.ProgramRun;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.TaskSpec;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a program on inputs as a job would: within the budget, and with its answers checked.
 *
 * <pre>{@code
 * ProgramTrial trial = new ProgramTrial(task, Sandbox.compile(source, CompilerKind.ECJ));
 * trial.run(row.input()).isRight(row.output());
 * }</pre>
 */
public final class ProgramTrial {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final CompiledProgram program;
    private final JsonSchema outputSchema;
    private final Comparison comparison;

    /** Tries the program for the task. */
    public ProgramTrial(TaskSpec task, CompiledProgram program) {
        this.program = program;
        this.outputSchema = JsonSchema.compile(task.outputSchema());
        this.comparison = Comparisons.of(task.comparison());
    }

    /**
     * What became of one input.
     *
     * @param output the answer; null when the program abstained or failed
     * @param error why it failed; null when it did not
     * @param nanos how long the program took, in nanoseconds
     * @param comparison when an answer is right
     */
    public record Outcome(
            JsonNode output, double confidence, String error, long nanos, Comparison comparison) {

        /** One that is right when it is equal to the right answer. */
        public Outcome(JsonNode output, double confidence, String error, long nanos) {
            this(output, confidence, error, nanos, Comparisons.of(null));
        }

        /** Whether the program says that it does not know. */
        public boolean abstained() {
            return output == null && error == null;
        }

        /** Whether the answer is the right one, as the task compares them. */
        public boolean isRight(JsonNode right) {
            return output != null && comparison.agrees(output, right);
        }
    }

    /**
     * Whether an answer to which the task's programs came elsewhere is the right one.
     *
     * @param answer null when there is none
     */
    public boolean isRight(JsonNode answer, JsonNode right) {
        return answer != null && comparison.agrees(answer, right);
    }

    /** Runs the program once. */
    public Outcome run(JsonNode input) {
        Input fields = Input.of(Json.MAPPER.convertValue(input, FIELDS));
        long start = System.nanoTime();
        ProgramRun run = program.run(fields, Budget.DEFAULT);
        long nanos = System.nanoTime() - start;
        if (run.answer() == null) {
            return new Outcome(null, 0, run.error(), nanos, comparison);
        }
        if (run.answer().abstains()) {
            return new Outcome(null, 0, null, nanos, comparison);
        }
        JsonNode output = Json.MAPPER.valueToTree(run.answer().value());
        Optional<String> problem = outputSchema.problem(output);
        return problem.isPresent()
                ? new Outcome(
                        null,
                        0,
                        "the answer does not satisfy the task's output schema: " + problem.get(),
                        nanos,
                        comparison)
                : new Outcome(output, run.answer().confidence(), null, nanos, comparison);
    }
}

package io.loopai.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.ProgramRun;
import io.loopai.task.Json;
import io.loopai.task.TaskExample;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a program does on the examples of its task.
 *
 * @param total how many examples the task has
 * @param right how many of them the program answers as expected
 * @param problems one line for each other example
 */
record ExampleCheck(int total, int right, List<String> problems) {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** Runs the program on every example. */
    static ExampleCheck of(TaskSpec task, CompiledProgram program) {
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (TaskExample example : task.examples()) {
            number++;
            String prefix = "example " + number + ": expected " + example.output() + ", ";
            problem(example, program).ifPresent(problem -> problems.add(prefix + problem));
        }
        return new ExampleCheck(number, number - problems.size(), problems);
    }

    private static Optional<String> problem(TaskExample example, CompiledProgram program) {
        Map<String, Object> fields = Json.MAPPER.convertValue(example.input(), FIELDS);
        ProgramRun run = program.run(Input.of(fields), Budget.DEFAULT);
        if (run.answer() == null) {
            return Optional.of("failed: " + run.error());
        }
        if (run.answer().abstains()) {
            return Optional.of("abstained");
        }
        JsonNode answer = Json.MAPPER.valueToTree(run.answer().value());
        return example.output().equals(ExampleCheck::compare, answer)
                ? Optional.empty()
                : Optional.of("answered " + answer);
    }

    /** Numbers by value: a file's 3 is an int, an answer's 3 a long. */
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}

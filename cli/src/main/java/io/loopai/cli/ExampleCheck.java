package io.loopai.cli;

import io.loopai.generator.ProgramTrial;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.task.TaskExample;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a program does on the examples of its task.
 *
 * @param total how many examples the task has
 * @param right how many of them the program answers as expected
 * @param problems one line for each other example
 */
record ExampleCheck(int total, int right, List<String> problems) {

    /** Runs the program on every example. */
    static ExampleCheck of(TaskSpec task, CompiledProgram program) {
        ProgramTrial trial = new ProgramTrial(task, program);
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (TaskExample example : task.examples()) {
            number++;
            String prefix = "example " + number + ": expected " + example.output() + ", ";
            problem(example, trial).ifPresent(problem -> problems.add(prefix + problem));
        }
        return new ExampleCheck(number, number - problems.size(), problems);
    }

    private static Optional<String> problem(TaskExample example, ProgramTrial trial) {
        ProgramTrial.Outcome outcome = trial.run(example.input());
        if (outcome.error() != null) {
            return Optional.of("failed: " + outcome.error());
        }
        if (outcome.abstained()) {
            return Optional.of("abstained");
        }
        return outcome.isRight(example.output())
                ? Optional.empty()
                : Optional.of("answered " + outcome.output());
    }
}

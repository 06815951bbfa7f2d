package io.loopai.cli;

import io.loopai.task.Ids;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The task of a command that is about one stored task and nothing else. */
final class TaskParameter {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "TASK", description = "The id of the task.")
    private String task;

    String id() {
        if (!Ids.isTaskId(task)) {
            throw new ParameterException(
                    command.commandLine(),
                    "'"
                            + task
                            + "' is no task id: use at most 100 letters, digits, '.', '_' or '-',"
                            + " and start with a letter or digit");
        }
        return task;
    }
}

package io.loopai.service.decisions;

import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;

/** A task, and programs that answer with their own number. */
public final class Programs {

    private Programs() {}

    public static TaskSpec task(String id) {
        return task(id, "");
    }

    public static TaskSpec task(String id, String description) {
        return TaskFile.parse(
                """
                id: %s
                description: "%s"
                input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                output_schema: {type: string}
                """
                        .formatted(id, description),
                "the task");
    }

    public static String source(int number) {
        return """
               import io.loopai.program.*;
               public final class P implements Program {
                   public Answer answer(Input in) {
                       return Answer.of("v%d");
                   }
               }
               """
                .formatted(number);
    }
}

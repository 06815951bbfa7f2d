package io.loopai.store;

import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class Fixtures {

    private Fixtures() {}

    static TaskSpec task(String id) {
        return task(id, "Classify a text message.");
    }

    static TaskSpec task(String id, String description) {
        return TaskFile.parse(
                """
                id: %s
                description: %s
                input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                output_schema: {type: string, enum: [spam, ham]}
                """
                        .formatted(id, description),
                "test");
    }

    static String source(int number) {
        return "public final class P { /* %d: größer */ }\n".formatted(number);
    }

    /** Where the link for people points to; empty when there is none. */
    static String activeLink(DataDir data, String task) throws IOException {
        Path link = data.artifacts(task).resolve("active");
        return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
    }
}

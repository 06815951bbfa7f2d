package io.loopai.engine;

import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.time.Instant;
import java.util.List;

/** Tasks, programs and deployments that the tests of this package share. */
final class Deployments {

    static final String TASK =
            """
            id: spam
            input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
            output_schema: {type: string, enum: [spam, ham]}
            """;

    private Deployments() {}

    static TaskSpec spam(String... lines) {
        return TaskFile.parse(TASK + String.join("\n", lines) + "\n", "spam.yaml");
    }

    /** A program whose method {@code answer(Input in)} has this body. */
    static String program(String body) {
        return "import io.loopai.program.*;\n"
                + "public final class P implements Program {\n"
                + "    public Answer answer(Input in) {\n"
                + "        "
                + body
                + "\n    }\n}\n";
    }

    static String answering(String label) {
        return program("return Answer.of(\"" + label + "\", 0.75);");
    }

    static LiveVersion live(int version, Stage stage, double share, String source) {
        return new LiveVersion(version, stage, share, LiveVersion.hashOf(source), "ecj", source);
    }

    static LiveVersion active(int version, String source) {
        return live(version, Stage.ACTIVE, 1, source);
    }

    static Deployment deployment(TaskSpec spec, long revision, LiveVersion... versions) {
        return new Deployment(spec.id(), revision, spec, List.of(versions), null, Instant.EPOCH);
    }
}

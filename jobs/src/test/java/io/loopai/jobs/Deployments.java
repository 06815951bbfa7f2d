package io.loopai.jobs;

import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.time.Instant;
import java.util.List;

/** Deployments of small tasks: what answers is told by the answer. */
final class Deployments {

    private Deployments() {}

    static TaskSpec task(String id, String... lines) {
        return TaskFile.parse(
                """
                id: %s
                input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
                output_schema: {type: string}
                """
                                .formatted(id)
                        + String.join("\n", lines)
                        + "\n",
                id + ".yaml");
    }

    /** Runs one version, of the same number, that answers {@code r<revision>}. */
    static Deployment revision(String task, long revision) {
        return running(task(task), revision, "return Answer.of(\"r" + revision + "\");");
    }

    /** Does not compile. */
    static Deployment broken(String task, long revision) {
        return running(task(task), revision, "return " + revision + ";");
    }

    static Deployment retired(String task, long revision) {
        return new Deployment(task, revision, null, List.of(), null, Instant.EPOCH);
    }

    /** Runs one version, whose method {@code answer(Input in)} has this body. */
    static Deployment running(TaskSpec task, long revision, String body) {
        String source =
                """
                import io.loopai.program.*;
                public final class P implements Program {
                    public Answer answer(Input in) {
                        %s
                    }
                }
                """
                        .formatted(body);
        LiveVersion version =
                new LiveVersion(
                        (int) revision,
                        Stage.ACTIVE,
                        1,
                        LiveVersion.hashOf(source),
                        "janino",
                        source);
        return new Deployment(task.id(), revision, task, List.of(version), null, Instant.EPOCH);
    }
}

package io.loopai.service.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.TaskTable;
import io.loopai.service.db.VersionTable;
import io.loopai.store.TaskState;
import io.loopai.task.Deployment;
import io.loopai.task.InvalidTaskException;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Between the names of the API and our own; the only place that knows both. */
final class TaskMapper {

    private TaskMapper() {}

    /**
     * The task that a body describes.
     *
     * @param id of a body that has none
     */
    static TaskSpec spec(JsonNode body, String id) {
        ObjectNode task = body.deepCopy();
        task.remove(List.of("name", "reason"));
        if (!task.has("id")) {
            task.put("id", id);
        }
        JsonNode rate = task.remove("sampling_rate");
        if (rate != null) {
            if (task.has("sampling")) {
                throw new InvalidTaskException(
                        "the task: give sampling_rate or sampling, not both");
            }
            task.putObject("sampling").set("rate", rate);
        }
        return TaskFile.parse(new String(Json.bytes(task), StandardCharsets.UTF_8), "the task");
    }

    static ObjectNode task(TaskTable.Row row, TaskState state, int versions) {
        ObjectNode task = Json.MAPPER.valueToTree(row.spec());
        task.put("name", row.name() == null ? row.id() : row.name());
        task.put("sampling_rate", row.spec().sampling().rate());
        state.active().ifPresent(active -> task.put("active_version", active.version()));
        task.put("total_versions", versions);
        task.put("revision", row.revision());
        task.put("created_at", row.createdAt().toString());
        task.put("updated_at", row.updatedAt().toString());
        return task;
    }

    static ObjectNode artifact(VersionTable.Row row, TaskState state) {
        ObjectNode artifact = Json.MAPPER.createObjectNode();
        artifact.put("task_id", row.task());
        artifact.put("version", row.version());
        artifact.put("language", "java");
        artifact.put("code", row.source());
        artifact.put("compiler", row.compiler());
        artifact.put("hash", row.hash());
        artifact.put("synthesis_strategy", row.strategy());
        artifact.putObject("complexity_metrics")
                .put("lines_of_code", row.source().lines().filter(l -> !l.isBlank()).count());
        Stage stage = state.stageOf(row.version());
        artifact.put("status", status(stage));
        if (stage != null) {
            artifact.put("stage", Json.name(stage));
        }
        artifact.put("deployment_percentage", 100 * share(state.deployment(), row.version()));
        artifact.put("created_at", row.createdAt().toString());
        if (row.metadata() != null) {
            artifact.set("generation", row.metadata());
        }
        return artifact;
    }

    /** Every stored version has passed the sandbox, so there are no drafts. */
    private static String status(Stage stage) {
        if (stage == null) {
            return "validated";
        }
        return switch (stage) {
            case ACTIVE -> "active";
            case SHADOW, CANARY -> "validated";
            case RETIRED, ROLLED_BACK -> "deprecated";
            case QUARANTINED -> "failed";
        };
    }

    /** Of the requests, as answered by the version. */
    private static double share(Deployment deployment, int version) {
        double canaries = 0;
        Stage own = null;
        double share = 0;
        for (LiveVersion live : deployment.versions()) {
            canaries += live.stage() == Stage.CANARY ? live.share() : 0;
            if (live.version() == version) {
                own = live.stage();
                share = live.share();
            }
        }
        return own == Stage.ACTIVE ? 1 - canaries : own == Stage.CANARY ? share : 0;
    }

    static ObjectNode deployment(Deployment deployment) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("task_id", deployment.task());
        node.put("revision", deployment.revision());
        ArrayNode versions = node.putArray("versions");
        for (LiveVersion live : deployment.versions()) {
            versions.addObject()
                    .put("version", live.version())
                    .put("stage", Json.name(live.stage()))
                    .put("share", live.share());
        }
        if (deployment.standby() != null) {
            node.put("standby", deployment.standby());
        }
        return node;
    }

    static ObjectNode deployment(DeploymentTable.Row row) {
        ObjectNode node = deployment(row.message().read());
        node.put("reason", row.reason());
        node.put("decided_in", Json.name(row.origin()));
        node.put("decided_at", row.decidedAt().toString());
        return node;
    }
}

package io.loopai.service.api;

import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.service.db.TaskTable;
import io.loopai.service.decisions.AddedVersion;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NewProgram;
import io.loopai.store.TaskState;
import io.loopai.task.Deployment;
import io.loopai.task.InvalidTaskException;
import io.loopai.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the API does to tasks and their versions. */
final class TaskOperations {

    private static final int MOST_DEPLOYMENTS = 100;

    private final Deployments deployments;

    TaskOperations(Deployments deployments) {
        this.deployments = deployments;
    }

    void addTo(Operations operations) {
        operations.on("listTasks", request -> list());
        operations.on("createTask", this::create);
        operations.on("getTask", request -> ApiResponse.ok(view(deployments.find(request.task()))));
        operations.on("updateTask", this::update);
        operations.on("listArtifacts", this::versions);
        operations.on("addArtifact", this::add);
        operations.on("getArtifact", this::version);
        operations.on("listDeployments", this::history);
        operations.on(
                "activate", r -> decided(deployments.activate(r.task(), r.version(), r.reason())));
        operations.on(
                "canary",
                r -> decided(deployments.canary(r.task(), r.version(), r.share(), r.reason())));
        operations.on(
                "shadow",
                r -> decided(deployments.shadow(r.task(), r.version(), r.share(), r.reason())));
        operations.on(
                "withdraw", r -> decided(deployments.withdraw(r.task(), r.version(), r.reason())));
        operations.on(
                "quarantine",
                r -> decided(deployments.quarantine(r.task(), r.version(), r.reason())));
        operations.on(
                "standby",
                r -> decided(deployments.standby(r.task(), r.chosenVersion(), r.reason())));
        operations.on(
                "rollback",
                r -> decided(deployments.rollback(r.task(), r.chosenVersion(), r.reason())));
        operations.on("retire", r -> decided(deployments.retire(r.task(), r.reason())));
    }

    private static ApiResponse decided(Deployment deployment) {
        return ApiResponse.ok(TaskMapper.deployment(deployment));
    }

    private ApiResponse list() {
        List<TaskTable.Row> tasks = deployments.tasks();
        return ApiResponse.ok(
                Map.of("tasks", tasks.stream().map(this::view).toList(), "total", tasks.size()));
    }

    private ApiResponse create(ApiRequest request) {
        TaskSpec spec = TaskMapper.spec(request.body(), UUID.randomUUID().toString());
        String name = request.body().path("name").asText(null);
        return ApiResponse.created(view(deployments.createTask(spec, name)));
    }

    private ApiResponse update(ApiRequest request) {
        TaskSpec spec = TaskMapper.spec(request.body(), request.task());
        if (!spec.id().equals(request.task())) {
            throw new InvalidTaskException(
                    "the task: id: is '"
                            + spec.id()
                            + "', but the address says '"
                            + request.task()
                            + "'; a task keeps its id");
        }
        return ApiResponse.ok(view(deployments.updateTask(spec, request.reason())));
    }

    private Object view(TaskTable.Row task) {
        return TaskMapper.task(
                task, deployments.state(task.id()), deployments.versionNumbers(task.id()).size());
    }

    private ApiResponse versions(ApiRequest request) {
        TaskState state = deployments.state(request.task());
        List<?> artifacts =
                deployments.versions(request.task()).stream()
                        .map(row -> TaskMapper.artifact(row, state))
                        .toList();
        return ApiResponse.ok(Map.of("artifacts", artifacts, "total", artifacts.size()));
    }

    private ApiResponse version(ApiRequest request) {
        return ApiResponse.ok(
                TaskMapper.artifact(
                        deployments.version(request.task(), request.version()),
                        deployments.state(request.task())));
    }

    private ApiResponse add(ApiRequest request) throws ProgramRejectedException {
        NewProgram program =
                new NewProgram(
                        request.body().get("code").textValue(),
                        CompilerKind.of(request.body().path("compiler").asText("ecj")),
                        request.body().path("synthesis_strategy").asText(NewProgram.MANUAL),
                        null);
        AddedVersion added = deployments.addVersion(request.task(), program, request.reason());
        if (request.body().path("activate").asBoolean(false)) {
            deployments.activate(request.task(), added.version().version(), request.reason());
        }
        Object artifact = TaskMapper.artifact(added.version(), deployments.state(request.task()));
        return added.added() ? ApiResponse.created(artifact) : ApiResponse.ok(artifact);
    }

    private ApiResponse history(ApiRequest request) {
        List<?> rows =
                deployments.history(request.task(), MOST_DEPLOYMENTS).stream()
                        .map(TaskMapper::deployment)
                        .toList();
        return ApiResponse.ok(Map.of("deployments", rows));
    }
}

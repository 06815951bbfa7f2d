package io.loopai.service.api;

import io.loopai.service.loop.RolloutReport;
import io.loopai.service.loop.Rollouts;
import io.loopai.task.Regeneration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What people see of the loop over HTTP, and what they can do about it. */
final class RolloutOperations {

    private final Rollouts rollouts;

    RolloutOperations(Rollouts rollouts) {
        this.rollouts = rollouts;
    }

    void addTo(Operations operations) {
        operations.on("improve", this::improve);
        operations.on("improveProgram", this::improve);
        operations.on("getRollout", request -> show(request.task()));
        operations.on("getCanary", request -> show(request.task()));
        operations.on("pauseRollout", request -> pause(request, true));
        operations.on("resumeRollout", request -> pause(request, false));
        operations.on("promoteRollout", this::promote);
        operations.on("rollBackRollout", this::rollBack);
        operations.on("rollBackCanary", this::rollBackNamed);
        operations.on("challenge", this::challenge);
        operations.on("summary", this::summary);
        operations.on("getCosts", request -> ApiResponse.ok(rollouts.costs(request.task())));
    }

    private ApiResponse improve(ApiRequest request) {
        Regeneration wish = rollouts.improve(request.task(), request.reason());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", wish.id());
        body.put("task_id", wish.task());
        body.put("version", wish.version() == 0 ? null : wish.version());
        body.put("message", wish.message());
        body.put("requested_at", wish.requestedAt());
        return new ApiResponse(202, body);
    }

    private ApiResponse show(String task) {
        return ApiResponse.ok(rollouts.show(task));
    }

    private ApiResponse pause(ApiRequest request, boolean paused) {
        rollouts.pause(request.task(), paused);
        return show(request.task());
    }

    private ApiResponse promote(ApiRequest request) {
        rollouts.promote(request.task(), request.reason());
        return show(request.task());
    }

    private ApiResponse rollBack(ApiRequest request) {
        rollouts.rollBack(request.task(), request.reason());
        return show(request.task());
    }

    private ApiResponse rollBackNamed(ApiRequest request) {
        RolloutReport.Progress underWay = rollouts.show(request.task()).underWay();
        if (underWay == null || underWay.challenger() != request.version()) {
            throw new NoSuchRolloutException(
                    "no rollout of v%d of '%s' is under way"
                            .formatted(request.version(), request.task()));
        }
        return rollBack(request);
    }

    private ApiResponse challenge(ApiRequest request) {
        rollouts.challenge(request.task(), request.version(), request.reason());
        return show(request.task());
    }

    private ApiResponse summary(ApiRequest request) {
        OptionalInt version =
                request.version() == 0 ? OptionalInt.empty() : OptionalInt.of(request.version());
        return ApiResponse.ok(rollouts.summary(request.task(), version));
    }
}

package io.loopai.service.api;

import io.loopai.service.decisions.Deployments;
import io.loopai.service.loop.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people can have forgotten over HTTP. */
final class LabelOperations {

    private final Deployments deployments;
    private final Labels labels;

    LabelOperations(Deployments deployments, Labels labels) {
        this.deployments = deployments;
        this.labels = labels;
    }

    void addTo(Operations operations) {
        operations.on("deleteLabel", this::delete);
    }

    private ApiResponse delete(ApiRequest request) {
        deployments.find(request.task());
        if (!labels.forget(request.task(), request.execution())) {
            throw new NoSuchLabelException(
                    "the service keeps no label of execution '%s' of task '%s': the oracle was not"
                                    .formatted(request.execution(), request.task())
                            + " asked about it, has not answered yet, or it is deleted already");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("task_id", request.task());
        body.put("execution_id", request.execution());
        body.put("deleted", true);
        return ApiResponse.ok(body);
    }
}

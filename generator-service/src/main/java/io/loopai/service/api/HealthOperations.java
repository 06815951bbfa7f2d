package io.loopai.service.api;

import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.loop.FeedStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the service works. */
final class HealthOperations {

    private final DecisionCentre centre;
    private final Supplier<FeedStatus> feed;

    HealthOperations(DecisionCentre centre, Supplier<FeedStatus> feed) {
        this.centre = centre;
        this.feed = feed;
    }

    void addTo(Operations operations) {
        operations.on("health", request -> ApiResponse.ok(status("healthy")));
        operations.on("healthV1", request -> ApiResponse.ok(status("healthy")));
        operations.on("healthLive", request -> ApiResponse.ok(status("alive")));
        operations.on("healthReady", request -> ready());
        operations.on("healthDetailed", request -> detailed());
    }

    /** Fails when the database does not answer. */
    private ApiResponse ready() {
        centre.lags();
        return ApiResponse.ok(status("ready"));
    }

    private ApiResponse detailed() {
        List<DecisionCentre.Lag> lags = centre.lags();
        FeedStatus heard = feed.get();
        boolean behind =
                heard.problem() != null || lags.stream().anyMatch(lag -> lag.problem() != null);
        Map<String, Object> body = status(behind ? "degraded" : "healthy");
        body.put("projections", lags);
        body.put("feed", heard);
        body.put("unknown_tasks", centre.unknownTasks());
        return ApiResponse.ok(body);
    }

    private static Map<String, Object> status(String status) {
        String version = HealthOperations.class.getPackage().getImplementationVersion();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("version", version == null ? "development build" : version);
        body.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return body;
    }
}

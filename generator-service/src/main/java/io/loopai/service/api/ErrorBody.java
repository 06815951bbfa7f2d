package io.loopai.service.api;

import io.loopai.task.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every error as JSON of one form. */
record ErrorBody(
        String code,
        String message,
        List<ApiError.Detail> details,
        String traceId,
        Instant timestamp) {

    /** W3C Trace Context, version 00. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    static void send(RoutingContext context, ApiError error, String traceId) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        ErrorBody body =
                new ErrorBody(
                        error.code(),
                        error.message(),
                        error.details(),
                        traceId,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS));
        context.response()
                .setStatusCode(error.status())
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(Json.bytes(body)));
    }

    static void send(RoutingContext context, ApiError error) {
        send(context, error, traceId(context.request()));
    }

    /** The caller's, so that both sides log the same; a new one otherwise. */
    static String traceId(HttpServerRequest request) {
        String header = request.getHeader("traceparent");
        Matcher traceparent = TRACEPARENT.matcher(header == null ? "" : header);
        return traceparent.matches()
                ? traceparent.group(1)
                : UUID.randomUUID().toString().replace("-", "");
    }
}

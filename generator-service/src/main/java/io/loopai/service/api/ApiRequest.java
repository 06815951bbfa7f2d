package io.loopai.service.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopai.task.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;

/**
 * A request that satisfies the contract.
 *
 * @param task the id in the path, also as the first part of a program's, such as {@code spam:v3};
 *     null when there is none
 * @param version the version in the path, alone or of a program; 0 when there is none
 * @param execution the id in the query; null when there is none
 * @param body an empty object when there is none
 */
record ApiRequest(String task, int version, String execution, JsonNode body) {

    static ApiRequest of(RoutingContext context) {
        String program = context.pathParam("program");
        String[] named = program == null ? new String[0] : program.split(":");
        String task = named.length > 0 ? named[0] : context.pathParam("id");
        String version = named.length > 1 ? named[1] : context.pathParam("version");
        Buffer body = context.body().buffer();
        return new ApiRequest(
                task,
                version == null ? 0 : Integer.parseInt(version.replaceFirst("^v", "")),
                context.request().getParam("execution_id"),
                body == null || body.length() == 0
                        ? JsonNodeFactory.instance.objectNode()
                        : Json.read(body.getBytes(), JsonNode.class));
    }

    String reason() {
        return body.path("reason").asText("asked for over HTTP");
    }

    OptionalInt chosenVersion() {
        return body.has("version")
                ? OptionalInt.of(body.get("version").intValue())
                : OptionalInt.empty();
    }

    double share() {
        return body.path("share").asDouble(1);
    }
}

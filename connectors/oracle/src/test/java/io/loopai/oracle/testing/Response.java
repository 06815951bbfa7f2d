package io.loopai.oracle.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the server sends back.
 *
 * @param hangs nothing is sent
 */
public record Response(int status, Map<String, String> headers, JsonNode body, boolean hangs) {

    private static final int BYTES_PER_TOKEN = 4;

    /** A reply of the LLM to a request, with its number of tokens. */
    public static Response reply(JsonNode request, String text, String finishReason) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1);
        body.put("model", request.path("model").asText());
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finishReason);
        choice.putObject("message").put("role", "assistant").put("content", text);
        long in = tokens(request.path("messages").toString());
        long out = tokens(text);
        body.putObject("usage")
                .put("prompt_tokens", in)
                .put("completion_tokens", out)
                .put("total_tokens", in + out);
        return new Response(200, Map.of(), body, false);
    }

    /** An error in the words of OpenAI. */
    public static Response error(int status, String code, String param, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", param)
                .put("code", code);
        return new Response(status, Map.of(), body, false);
    }

    /** The same with a header. */
    public Response header(String name, String value) {
        return new Response(status, Map.of(name, value), body, hangs);
    }

    private static long tokens(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN;
    }
}

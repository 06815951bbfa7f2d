package io.loopai.oracle.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * How the server answers a request.
 *
 * <pre>{@code
 * server.then(Behaviour.withoutTemperature(Behaviour.says("Hello.")));
 * }</pre>
 */
public interface Behaviour {

    /** The answer to the body of a request. */
    Response answer(JsonNode request);

    /** The LLM says this, whatever it is asked. */
    static Behaviour says(String text) {
        return request -> Response.reply(request, text, "stop");
    }

    /** The LLM gets no further than this. */
    static Behaviour breaksOffAfter(String text) {
        return request -> Response.reply(request, text, "length");
    }

    /** Too many requests: 429, and when to come back. */
    static Behaviour busy(String retryAfter) {
        return request -> busy().answer(request).header("Retry-After", retryAfter);
    }

    /** Too many requests: 429, and not a word of when to come back. */
    static Behaviour busy() {
        return request -> Response.error(429, "rate_limit_exceeded", null, "Rate limit reached");
    }

    /** 429 because nobody pays any more. */
    static Behaviour outOfCredit() {
        return request ->
                Response.error(429, "insufficient_quota", null, "You exceeded your current quota");
    }

    /** Something broke: 500. */
    static Behaviour fails() {
        return request -> Response.error(500, "server_error", null, "The server had an error");
    }

    /** No answer ever. */
    static Behaviour hangs() {
        return request -> new Response(0, Map.of(), null, true);
    }

    /** No such key: 401, with a part of the key in the text, as OpenAI does it. */
    static Behaviour refusesKey() {
        return request ->
                Response.error(
                        401,
                        "invalid_api_key",
                        null,
                        "Incorrect API key provided: sk-te******test.");
    }

    /** No such model: 404. */
    static Behaviour hasNoSuchModel() {
        return request -> Response.error(404, "model_not_found", null, "The model does not exist");
    }

    /** A model that takes no temperature but its own. */
    static Behaviour withoutTemperature(Behaviour otherwise) {
        return request ->
                request.has("temperature")
                        ? Response.error(
                                400,
                                "unsupported_value",
                                "temperature",
                                "Unsupported value: 'temperature' does not support 0.7 with this"
                                        + " model. Only the default (1) value is supported.")
                        : otherwise.answer(request);
    }

    /** A model that takes no rules but from the user. */
    static Behaviour withoutSystemRole(Behaviour otherwise) {
        return request ->
                "system".equals(request.at("/messages/0/role").asText())
                        ? Response.error(
                                400,
                                "unsupported_value",
                                "messages[0].role",
                                "Unsupported value: 'messages[0].role' does not support 'system'"
                                        + " with this model.")
                        : otherwise.answer(request);
    }

    /** A model that wants the most tokens under their new name. */
    static Behaviour withoutMaxTokens(Behaviour otherwise) {
        return request ->
                request.has("max_tokens")
                        ? Response.error(
                                400,
                                "unsupported_parameter",
                                "max_tokens",
                                "Unsupported parameter: 'max_tokens' is not supported with this"
                                        + " model. Use 'max_completion_tokens' instead.")
                        : otherwise.answer(request);
    }
}

package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks the service of 'up', or tells it something. Throws {@link CommandFailedException} when it does
 * not answer, or refuses.
 */
final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_FAILURE = 300;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    /** @param address such as {@code http://127.0.0.1:8080} */
    ApiClient(String address) {
        this.address = address;
    }

    JsonNode get(String path) {
        return send(request(path));
    }

    JsonNode post(String path, Object body) {
        return send("POST", path, body);
    }

    JsonNode put(String path, Object body) {
        return send("PUT", path, body);
    }

    private JsonNode send(String method, String path, Object body) {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address.replaceFirst("/+$", "") + path));
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response;
        try {
            response =
                    http.send(
                            request.timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CommandFailedException(
                    address
                            + ": nobody answers; start 'loopai up', or name with --api the address"
                            + " that it has printed",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(address + ": the answer was not waited for", e);
        }
        JsonNode body = body(response.body());
        if (response.statusCode() >= FIRST_FAILURE || body.isMissingNode()) {
            throw new CommandFailedException(
                    body.path("message")
                            .asText(
                                    address
                                            + ": answers with status "
                                            + response.statusCode()
                                            + ", not as 'loopai up' does; check --api"));
        }
        return body;
    }

    private static JsonNode body(byte[] bytes) {
        try {
            return Json.read(bytes, JsonNode.class);
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }
}

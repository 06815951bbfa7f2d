package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to the service's HTTP API. */
final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_ERROR = 400;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String address;

    /** @param address such as {@code http://127.0.0.1:8080} */
    ApiClient(String address) {
        this.address = address;
    }

    /**
     * Sends a body, and returns the answer's.
     *
     * @throws CommandFailedException when the service does not answer, or refuses
     */
    JsonNode post(String path, JsonNode body) throws InterruptedException {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                        .build());
    }

    /**
     * Asks.
     *
     * @throws CommandFailedException when the service does not answer, or refuses
     */
    JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the service at "
                            + address
                            + " does not answer; is 'loopai up' running, and is the address right?",
                    e);
        }
        JsonNode body = Json.read(response.body(), JsonNode.class);
        if (response.statusCode() >= FIRST_ERROR) {
            throw new CommandFailedException(body.path("message").asText());
        }
        return body;
    }
}

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
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The service of 'up', for commands that ask it or tell it something. */
final class ServiceApi {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "${env:LOOPAI_API:-http://127.0.0.1:8080}",
            description =
                    "Where 'up' answers, as it says when it is ready. Default: the environment"
                            + " variable LOOPAI_API, or else http://127.0.0.1:8080.")
    private String address;

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    JsonNode post(String path, String reason) {
        Map<String, String> body = reason == null ? Map.of() : Map.of("reason", reason);
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    private URI uri(String path) {
        try {
            URI uri = URI.create(address.replaceFirst("/+$", "") + path);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ParameterException(
                command.commandLine(),
                "--api " + address + ": is no address such as http://127.0.0.1:8080");
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response;
        try {
            response =
                    HttpClient.newHttpClient()
                            .send(
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
        if (response.statusCode() >= 300 || body.isMissingNode()) {
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

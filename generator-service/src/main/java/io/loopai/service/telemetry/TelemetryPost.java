package io.loopai.service.telemetry;

import io.loopai.privacy.Border;
import io.loopai.privacy.BorderException;
import io.loopai.task.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an endpoint of the operator's choice; what it does not take is dropped and counted. */
final class TelemetryPost {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryPost.class);
    private static final int SUCCESS = 2;

    private final URI endpoint;
    private final Duration patience;
    private final HttpClient client;
    private volatile long sent;
    private volatile long dropped;
    private volatile String problem;

    TelemetryPost(URI endpoint, Duration patience) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(patience)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /** By one thread. */
    void send(TelemetryReport report) {
        try {
            byte[] body = Json.bytes(Border.aggregates(Json.MAPPER.valueToTree(report)));
            HttpRequest request =
                    HttpRequest.newBuilder(endpoint)
                            .timeout(patience)
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            note(status / 100 == SUCCESS ? null : "it answers " + status);
        } catch (IOException | BorderException e) {
            note(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A problem is told once; the address may hold a key, so it is not. */
    private void note(String what) {
        if (what == null) {
            sent++;
        } else {
            dropped++;
            if (!what.equals(problem)) {
                LOG.warn(
                        "The telemetry endpoint at {} takes no reports ({}): they are dropped, and"
                                + " counted in GET /api/v1/telemetry",
                        host(),
                        what);
            }
        }
        problem = what;
    }

    String host() {
        return endpoint.getHost();
    }

    long sent() {
        return sent;
    }

    long dropped() {
        return dropped;
    }

    String problem() {
        return problem;
    }
}

package io.loopai.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The REST interface of a Flink cluster that says what a test wants. */
final class FlinkRest implements AutoCloseable {

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    FlinkRest() throws IOException {
        this(0);
    }

    FlinkRest(int port) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        server.createContext(
                "/v1",
                exchange -> {
                    String path = exchange.getRequestURI().getPath().substring("/v1".length());
                    String answer = answers.getOrDefault(path, "{\"errors\": [\"not here\"]}");
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(
                            answers.containsKey(path) ? 200 : 404, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    /** What it says from now on. */
    void answer(String path, String json) {
        answers.put(path, json);
    }

    /** That it has this job, and what the job's subtasks do. */
    void job(String id, String status, int running, int scheduled) {
        answer(
                "/jobs/overview",
                """
                {"jobs": [{"jid": "%s", "name": "loopai execution", "start-time": 1,
                  "end-time": -1, "duration": 1, "state": "%s", "last-modification": 1,
                  "pending-operators": 0,
                  "tasks": {"total": %d, "running": %d, "scheduled": %d, "created": 0,
                    "deploying": 0, "initializing": 0, "finished": 0, "canceling": 0,
                    "canceled": 0, "failed": 0, "reconciling": 0}}]}
                """
                        .formatted(id, status, running + scheduled, running, scheduled));
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.loopai.oracle.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers {@code POST /v1/chat/completions} as LLMs do, well or badly, and remembers what it was
 * asked.
 *
 * <pre>{@code
 * try (LlmServer server = LlmServer.start()) {
 *     server.then(Behaviour.busy("0")).then(Behaviour.says("```java …```"));
 *     LlmSettings settings = LlmSettings.of(server.url(), "test-model", "sk-test");
 *     …
 *     server.requests().get(0).path("model");
 * }
 * }</pre>
 *
 * <p>Each request gets the next behaviour; the last one stays. Any number of threads may ask.
 */
public final class LlmServer implements AutoCloseable {

    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Behaviour> next = new ArrayList<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private HttpServer http;
    private Behaviour last = Behaviour.says("Hello.");

    private LlmServer() {
        listen(0);
        this.port = http.getAddress().getPort();
    }

    /** Starts a server on a free port of this machine; until told otherwise it says hello. */
    public static LlmServer start() {
        return new LlmServer();
    }

    private void listen(int port) {
        try {
            http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/v1/chat/completions", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /** From now on connections are refused. */
    public void goDown() {
        http.stop(0);
    }

    /** On the same port, after {@link #goDown}. */
    public void comeBack() {
        listen(port);
    }

    /** What the next request gets that has no behaviour yet, and all later ones. */
    public synchronized LlmServer then(Behaviour behaviour) {
        next.add(behaviour);
        last = behaviour;
        return this;
    }

    /** The base URL for clients. */
    public String url() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    /** The bodies of the requests so far, in the order in which they came. */
    public synchronized List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** The keys that came with them. */
    public synchronized List<String> keys() {
        return List.copyOf(keys);
    }

    /** Ends all answers that hang, too. */
    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            Response response = take(request, key.replaceFirst("^Bearer ", "")).answer(request);
            if (response.hangs()) {
                closed.await();
                return;
            }
            byte[] body = Json.bytes(response.body());
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Behaviour take(JsonNode request, String key) {
        requests.add(request);
        keys.add(key);
        return next.isEmpty() ? last : next.remove(0);
    }
}

package io.loopai.service.api;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.loop.FeedStatus;
import io.loopai.service.loop.Labels;
import io.loopai.service.loop.Rollouts;
import io.loopai.service.telemetry.Telemetry;
import io.loopai.task.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane over HTTP, on loopback.
 *
 * <pre>{@code
 * try (HttpApi api = HttpApi.start(centre, loop.rollouts(), 8080)) {
 *     api.address();   // http://127.0.0.1:8080
 * }
 * }</pre>
 */
public final class HttpApi implements AutoCloseable {

    /** Room for a source of 512 KB with every character escaped. */
    static final long MAX_BODY_BYTES = 4L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_SECONDS = 30;
    private static final long LONGEST_STOP_SECONDS = 5;
    private static final int WORKERS = 8;

    private final Vertx vertx;
    private HttpServer server;

    private HttpApi(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * What it tells of, beside the decisions.
     *
     * @param telemetry how the reports go
     * @param feed how it goes with what the jobs say
     */
    public record Sources(Supplier<Telemetry.Status> telemetry, Supplier<FeedStatus> feed) {

        /** Nothing else. */
        public static final Sources NONE =
                new Sources(() -> Telemetry.Status.NONE, () -> FeedStatus.NONE);
    }

    /** Tells of the decisions alone. */
    public static HttpApi start(DecisionCentre centre, Rollouts rollouts, int port)
            throws BindException {
        return start(centre, rollouts, Sources.NONE, port);
    }

    /**
     * Answers from when this returns.
     *
     * @param port 0 for any that is free
     * @throws BindException when the port is taken
     */
    public static HttpApi start(DecisionCentre centre, Rollouts rollouts, Sources sources, int port)
            throws BindException {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS));
        HttpApi api = new HttpApi(vertx);
        try {
            Router router = router(vertx, centre, rollouts, sources);
            HttpServerOptions options = new HttpServerOptions().setHost(HOST).setPort(port);
            api.server =
                    vertx.createHttpServer(options)
                            .requestHandler(router)
                            .listen()
                            .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return api;
        } catch (Exception e) {
            api.close();
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw new BindException("port " + port + " of 127.0.0.1 is taken");
            }
            throw e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
        }
    }

    private static Router router(
            Vertx vertx, DecisionCentre centre, Rollouts rollouts, Sources sources)
            throws Exception {
        OpenAPIContract contract =
                OpenAPIContract.from(vertx, contract()).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        RouterBuilder builder =
                RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        builder.rootHandler(new LoopbackOnly());
        builder.rootHandler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        Operations operations =
                (id, action) ->
                        builder.getRoute(id)
                                .setDoValidation(true)
                                .addHandler(context -> answer(vertx, context, action))
                                .addFailureHandler(HttpApi::fail);
        new HealthOperations(centre, sources.feed()).addTo(operations);
        new TaskOperations(centre.deployments()).addTo(operations);
        new RolloutOperations(rollouts).addTo(operations);
        operations.on("getTelemetry", request -> ApiResponse.ok(sources.telemetry().get()));
        new LabelOperations(centre.deployments(), new Labels(centre.database())).addTo(operations);
        Router router = builder.createRouter();
        for (int status : new int[] {400, 404, 405, 413, 500}) {
            router.errorHandler(status, HttpApi::fail);
        }
        return router;
    }

    private static JsonObject contract() {
        try (InputStream yaml =
                HttpApi.class.getResourceAsStream("/io/loopai/service/openapi.yaml")) {
            return new JsonObject(new YAMLMapper().readTree(yaml).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a worker thread: the database and the compiler block. */
    private static void answer(Vertx vertx, RoutingContext context, Operations.Action action) {
        Future<ApiResponse> response =
                vertx.executeBlocking(() -> action.answer(ApiRequest.of(context)), false);
        response.onFailure(context::fail)
                .onSuccess(
                        done ->
                                context.response()
                                        .setStatusCode(done.status())
                                        .putHeader("content-type", "application/json")
                                        .end(Buffer.buffer(Json.bytes(done.body()))));
    }

    private static void fail(RoutingContext context) {
        Throwable thrown = context.failure();
        ApiError known = null;
        for (Throwable each = thrown; each != null && known == null; each = each.getCause()) {
            known = ApiError.of(each);
        }
        String traceId = ErrorBody.traceId(context.request());
        if (known == null) {
            known = byStatus(context);
            if (known.status() >= 500) {
                LOG.error("Request {} failed", traceId, thrown);
            }
        }
        ErrorBody.send(context, known, traceId);
    }

    private static ApiError byStatus(RoutingContext context) {
        String asked = context.request().method() + " " + context.normalizedPath();
        return switch (context.statusCode()) {
            case 400 -> ApiError.of(400, "VALIDATION_ERROR", "the request cannot be read");
            case 404 ->
                    ApiError.of(
                            404,
                            "NOT_FOUND",
                            "there is no " + asked + "; docs/api.md lists what there is");
            case 405 ->
                    ApiError.of(
                            405,
                            "METHOD_NOT_ALLOWED",
                            asked + " is not possible; docs/api.md lists what is");
            case 413 ->
                    ApiError.of(
                            413,
                            "PAYLOAD_TOO_LARGE",
                            "the body may have at most " + MAX_BODY_BYTES + " bytes");
            default ->
                    ApiError.of(
                            500,
                            "INTERNAL_ERROR",
                            "something went wrong; the log of the service has the details under the"
                                    + " trace_id");
        };
    }

    /** Where it answers. */
    public String address() {
        return "http://" + HOST + ":" + server.actualPort();
    }

    /** Takes no new requests, lets those under way end, and stops. */
    @Override
    public void close() {
        try {
            if (server != null) {
                server.shutdown(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)
                        .await(2 * LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
            }
            vertx.close().await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.warn("The HTTP API did not stop in order: {}", e.toString());
        }
    }
}

package io.loopai.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.Programs;
import io.loopai.service.loop.FeedStatus;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.service.telemetry.Telemetry;
import io.loopai.service.telemetry.TelemetryReport;
import io.loopai.store.DataDir;
import io.loopai.task.Json;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as its clients see it; every test has a task of its own. */
class HttpApiTest {

    @TempDir private static Path folder;
    private static DecisionCentre centre;
    private static ImprovementLoop loop;
    private static HttpApi api;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SCHEMAS =
            "\"input_schema\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}},"
                    + "\"output_schema\":{\"type\":\"string\"}";

    private record Reply(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asText();
        }
    }

    @BeforeAll
    static void start() throws BindException {
        centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
        loop =
                ImprovementLoop.of(
                        centre.database(),
                        centre.deployments(),
                        Optional::empty,
                        ImprovementLoop.Options.DEFAULT);
        api = HttpApi.start(centre, loop.rollouts(), 0);
    }

    @AfterAll
    static void stop() {
        api.close();
        loop.close();
        centre.close();
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            return new Reply(response.statusCode(), Json.MAPPER.readTree(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(api.address() + path));
    }

    private static Reply get(String path) {
        return send(at(path));
    }

    private static Reply post(String path, String body) {
        return send(
                at(path).header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Reply post(String path) {
        return send(at(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String program(int number, String more) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("code", Programs.source(number)).put("language", "java");
        return body.toString().replaceFirst("}$", more + "}");
    }

    private static void created(String id, int programs) {
        post("/api/v1/tasks", "{\"id\":\"" + id + "\"," + SCHEMAS + "}");
        for (int i = 1; i <= programs; i++) {
            assertThat(post("/api/v1/tasks/" + id + "/artifacts", program(i, "")).status())
                    .isEqualTo(201);
        }
    }

    private static void assertError(Reply reply, int status, String code, String message) {
        assertThat(reply.text("message")).isEqualTo(message);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("trace_id")).matches("[0-9a-f]{32}");
        assertThat(reply.text("timestamp")).endsWith("Z");
        assertThat(reply.body().get("details").isArray()).isTrue();
        assertThat(reply.body()).hasSize(5);
    }

    @Test
    void shouldTellWhyWhatTheJobsSayIsNotKept() throws IOException {
        FeedStatus away = new FeedStatus("TimeoutException", 2, "Passed over: it is no JSON.");
        HttpApi.Sources sources = new HttpApi.Sources(() -> Telemetry.Status.NONE, () -> away);
        try (HttpApi other = HttpApi.start(centre, loop.rollouts(), sources, 0)) {
            URI health = URI.create(other.address() + "/api/v1/health/detailed");
            Reply detailed = send(HttpRequest.newBuilder(health));

            assertThat(detailed.text("status")).isEqualTo("degraded");
            assertThat(detailed.body().get("feed"))
                    .isEqualTo(
                            Json.MAPPER.readTree(
                                    """
                                    {"problem": "TimeoutException", "passed_over": 2,
                                     "last_passed_over": "Passed over: it is no JSON."}
                                    """));
        }
    }

    @Test
    void shouldBeDegradedWhileTheFolderOfATaskDoesNotFollow(@TempDir Path damaged)
            throws IOException {
        DataDir data = DataDir.open(damaged);
        Files.writeString(data.root().resolve("artifacts"), "in the way of the folder");
        try (DecisionCentre stuck = DecisionCentre.open(data, Optional.empty());
                HttpApi other = HttpApi.start(stuck, loop.rollouts(), 0)) {
            stuck.deployments().createTask(Programs.task("t"), null);
            URI health = URI.create(other.address() + "/api/v1/health/detailed");
            await().until(() -> stuck.lags().get(0).problem() != null);

            Reply detailed = send(HttpRequest.newBuilder(health));

            assertThat(detailed.text("status")).isEqualTo("degraded");
            assertThat(detailed.body().get("projections").get(0).get("problem").asText())
                    .isEqualTo(
                            "The data folder does not follow the task 't', and what is decided"
                                    + " there has no effect: "
                                    + data.artifacts("t")
                                    + ": cannot be created: Not a directory; check the owner, the permissions and"
                                    + " the free space");
        }
    }

    @Test
    void shouldShowTheLastReport() throws IOException {
        TelemetryReport report =
                new TelemetryReport(Instant.parse("2026-01-31T12:00:00Z"), 60, List.of());
        Telemetry.Status status =
                new Telemetry.Status("collector.example.org", 7, 1, "it answers 500", report);
        try (HttpApi other =
                HttpApi.start(
                        centre,
                        loop.rollouts(),
                        new HttpApi.Sources(() -> status, () -> FeedStatus.NONE),
                        0)) {
            URI telemetry = URI.create(other.address() + "/api/v1/telemetry");

            assertThat(send(HttpRequest.newBuilder(telemetry)).body())
                    .isEqualTo(
                            Json.MAPPER.readTree(
                                    """
                                    {"host": "collector.example.org", "sent": 7, "dropped": 1,
                                     "problem": "it answers 500",
                                     "last": {"at": "2026-01-31T12:00:00Z", "seconds": 60.0, "tasks": []}}
                                    """));
        }
        assertThat(get("/api/v1/telemetry").body().toString())
                .isEqualTo("{\"sent\":0,\"dropped\":0}");
    }

    @Test
    void shouldSayHowItIs() {
        assertThat(get("/health").text("status")).isEqualTo("healthy");
        assertThat(get("/api/v1/health").text("status")).isEqualTo("healthy");
        assertThat(get("/api/v1/health/live").text("status")).isEqualTo("alive");
        assertThat(get("/api/v1/health/ready").text("status")).isEqualTo("ready");
        Reply detailed = get("/api/v1/health/detailed");
        assertThat(detailed.text("status")).isEqualTo("healthy");
        assertThat(detailed.body().get("projections").get(0).get("projection").asText())
                .isEqualTo("folder");
    }

    @Test
    void shouldCreateATaskUnderItsNameWithAnIdOfOurs() {
        Reply created =
                post(
                        "/api/v1/tasks",
                        "{\"name\":\"Spam\",\"description\":\"Is it spam?\","
                                + SCHEMAS
                                + ",\"examples\":[{\"input\":{\"text\":\"win\"},\"output\":\"spam\"}],"
                                + "\"accuracy_target\":0.95,\"latency_target_ms\":20,"
                                + "\"sampling_rate\":0.1}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(created.text("name")).isEqualTo("Spam");
        assertThat(created.body().get("sampling_rate").asDouble()).isEqualTo(0.1);
        assertThat(created.body().get("total_versions").asInt()).isZero();
        Reply read = get("/api/v1/tasks/" + created.text("id"));
        assertThat(read.body()).isEqualTo(created.body());
        assertError(
                post("/api/v1/tasks", "{\"name\":\"Spam\"," + SCHEMAS + "}"),
                409,
                "TASK_ALREADY_EXISTS",
                "there is a task with the name 'Spam' already");
    }

    @Test
    void shouldListTasks() {
        created("listed", 1);

        Reply tasks = get("/api/v1/tasks");

        assertThat(tasks.body().get("total").asInt()).isPositive();
        assertThat(tasks.body().get("tasks").findValuesAsText("id")).contains("listed");
    }

    @Test
    void shouldTakeAProgramFromItsFirstRunToItsRollback() {
        created("way", 2);
        String way = "/api/v1/tasks/way";

        assertThat(get(way).body().get("active_version").asInt()).isEqualTo(1);
        assertThat(post(way + "/artifacts/2/shadow").body().get("versions").size()).isEqualTo(2);
        post(way + "/artifacts/v2/canary", "{\"share\":0.25,\"reason\":\"97% on 400 rows\"}");
        Reply artifacts = get(way + "/artifacts");
        assertThat(artifacts.body().get("artifacts").findValuesAsText("deployment_percentage"))
                .containsExactly("75.0", "25.0");
        assertThat(post(way + "/artifacts/2/activate").body().get("standby").asInt()).isEqualTo(1);
        assertThat(get(way + "/artifacts/2").text("status")).isEqualTo("active");
        assertThat(get(way + "/artifacts/1").text("status")).isEqualTo("deprecated");
        post(way + "/rollback", "{\"reason\":\"worse after all\"}");
        assertThat(get(way).body().get("active_version").asInt()).isEqualTo(1);
        post(way + "/retire");
        assertThat(get(way).body().has("active_version")).isFalse();

        JsonNode history = get(way + "/deployments").body().get("deployments");
        assertThat(history.findValuesAsText("reason"))
                .containsExactly(
                        "asked for over HTTP",
                        "worse after all",
                        "asked for over HTTP",
                        "97% on 400 rows",
                        "asked for over HTTP",
                        "asked for over HTTP");
    }

    @Test
    void shouldActivateAProgramAsItIsAdded() {
        created("direct", 1);

        Reply added = post("/api/v1/tasks/direct/artifacts", program(2, ",\"activate\":true"));

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("stage")).isEqualTo("active");
        assertThat(added.text("code")).isEqualTo(Programs.source(2));
        assertThat(post("/api/v1/tasks/direct/artifacts", program(2, "")).status()).isEqualTo(200);
    }

    @Test
    void shouldChangeADescription() {
        created("changed", 1);
        HttpRequest.Builder put =
                at("/api/v1/tasks/changed")
                        .header("content-type", "application/json")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"description\":\"clearer\"," + SCHEMAS + "}"));

        Reply changed = send(put);

        assertThat(changed.text("description")).isEqualTo("clearer");
        assertThat(changed.body().get("revision").asInt()).isEqualTo(2);
    }

    @Test
    void shouldSayWhatIsNotThere() {
        created("here", 1);
        assertError(
                get("/api/v1/tasks/nowhere"),
                404,
                "TASK_NOT_FOUND",
                "there is no task 'nowhere'; GET /api/v1/tasks lists those that there are");
        assertError(
                get("/api/v1/tasks/here/artifacts/7"),
                404,
                "ARTIFACT_NOT_FOUND",
                "there is no v7 of 'here'; stored versions: v1");
        assertError(
                get("/api/v2/tasks"),
                404,
                "NOT_FOUND",
                "there is no GET /api/v2/tasks; docs/api.md lists what there is");
        assertError(
                send(at("/api/v1/tasks/here").DELETE()),
                405,
                "METHOD_NOT_ALLOWED",
                "DELETE /api/v1/tasks/here is not possible; docs/api.md lists what is");
    }

    @Test
    void shouldSayWhatIsNotAllowed() {
        created("strict", 1);
        assertError(
                post("/api/v1/tasks", "{\"id\":\"strict\"," + SCHEMAS + "}"),
                409,
                "TASK_ALREADY_EXISTS",
                "there is a task 'strict' already");
        assertError(
                post("/api/v1/tasks/strict/artifacts/1/canary", "{\"share\":0.5}"),
                409,
                "DECISION_REFUSED",
                "v1 of 'strict' is the active version and cannot challenge itself; name another"
                        + " one");
        assertError(
                post("/api/v1/tasks/strict/rollback"),
                409,
                "DECISION_REFUSED",
                "no version of 'strict' was active before v1; name the version to go back to, one of"
                        + " v1");
    }

    @Test
    void shouldSayWhatIsWrongInABody() {
        assertInvalid(
                "{" + SCHEMAS + ",\"accuracy_target\":2}", "accuracy_target: 2 is greater than 1");
        assertInvalid(
                "{" + SCHEMAS + ",\"accuracy_target\":2,\"name\":\"\"}",
                "name: String is too short (0 < 1) (and 1 more)");
        assertInvalid("{" + SCHEMAS + ",\"colour\":\"red\"}", "colour: there is no such field");
        assertInvalid("{not json", "the body is no valid JSON");
        assertInvalid("[1]", "Instance type array is invalid. Expected object");
        assertInvalid(
                "{\"id\":\"a b\"," + SCHEMAS + "}",
                "the task: id: must be at most 100 letters, digits, '.', '_' or '-', and start with a"
                        + " letter or digit, but is 'a b'");
        assertInvalid(
                "{" + SCHEMAS + ",\"sampling\":{\"rate\":1},\"sampling_rate\":1}",
                "the task: give sampling_rate or sampling, not both");
    }

    private static void assertInvalid(String task, String message) {
        assertError(post("/api/v1/tasks", task), 400, "VALIDATION_ERROR", message);
    }

    @Test
    void shouldSayWhenABodyIsMissingOrOfAnotherKind() {
        assertError(
                post("/api/v1/tasks"),
                400,
                "VALIDATION_ERROR",
                "the body is missing; send it with content-type: application/json");
        assertError(
                send(
                        at("/api/v1/tasks")
                                .header("content-type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("spam"))),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "the body is not JSON; send it with content-type: application/json");
        assertError(
                post("/api/v1/tasks/any/artifacts", "{\"code\":\"" + "x".repeat(5_000_000) + "\"}"),
                413,
                "PAYLOAD_TOO_LARGE",
                "the body may have at most 4194304 bytes");
    }

    @Test
    void shouldSayWhichPartOfThePathIsWrong() {
        assertError(
                get("/api/v1/tasks/any/artifacts/two"),
                400,
                "VALIDATION_ERROR",
                "The value of path parameter version is invalid. Reason: String does not match"
                        + " pattern");
    }

    @Test
    void shouldSayWhyAProgramIsRejected() {
        created("rejecting", 1);

        Reply rejected =
                post(
                        "/api/v1/tasks/rejecting/artifacts",
                        program(2, "").replace("return", "System.exit(1); return"));

        assertError(rejected, 400, "PROGRAM_REJECTED", "the program was rejected");
        assertThat(rejected.body().get("details").get(0).get("at").asText()).isEqualTo("line 4");
        assertThat(get("/api/v1/tasks/rejecting").body().get("total_versions").asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldNoteAWishForABetterVersion() {
        created("wished", 1);
        Reply wish = post("/api/v1/tasks/wished/improve", "{\"reason\":\"new senders\"}");
        Reply other = post("/api/v1/validation/programs/wished:v1/improve");

        assertThat(wish.status()).isEqualTo(202);
        assertThat(wish.text("message")).isEqualTo("new senders");
        assertThat(other.text("task_id")).isEqualTo("wished");
        JsonNode attempts = get("/api/v1/tasks/wished/rollout").body().get("attempts");
        assertThat(attempts.findValuesAsText("id"))
                .containsExactlyInAnyOrder(wish.text("id"), other.text("id"));
        assertThat(attempts.findValuesAsText("reason")).containsOnly("on_demand");
        assertThat(post("/api/v1/tasks/nobody/improve").status()).isEqualTo(404);
    }

    @Test
    void shouldSteerARollout() {
        created("steered", 2);
        Reply begun = post("/api/v1/tasks/steered/artifacts/2/challenge", "{\"reason\":\"try\"}");
        assertThat(begun.body().at("/under_way/id").asText()).isEqualTo("steered:v2");
        assertThat(begun.body().at("/under_way/phase").asText()).isEqualTo("challenging");
        assertThat(begun.body().at("/under_way/reason").asText()).isEqualTo("try");

        assertThat(
                        post("/api/v1/tasks/steered/rollout/pause")
                                .body()
                                .at("/under_way/paused")
                                .asBoolean())
                .isTrue();
        assertThat(
                        post("/api/v1/tasks/steered/rollout/resume")
                                .body()
                                .at("/under_way/paused")
                                .asBoolean())
                .isFalse();
        Reply promoted =
                post("/api/v1/tasks/steered/rollout/promote", "{\"reason\":\"I know it\"}");

        assertThat(promoted.body().has("under_way")).isFalse();
        assertThat(promoted.body().at("/ended/0/phase").asText()).isEqualTo("promoted");
        assertThat(promoted.body().at("/ended/0/reason").asText()).isEqualTo("I know it");
        assertThat(get("/api/v1/tasks/steered").body().get("active_version").asInt()).isEqualTo(2);
        assertError(
                post("/api/v1/tasks/steered/rollout/pause"),
                409,
                "DECISION_REFUSED",
                "no rollout of 'steered' is under way; let a version challenge the active one to"
                        + " begin one");
    }

    @Test
    void shouldTakeAChallengerBackByTheNameOfItsRollout() {
        created("taken", 2);
        post("/api/v1/tasks/taken/artifacts/2/challenge");
        assertError(
                post("/api/v1/validation/canary/taken:v1/rollback"),
                404,
                "ROLLOUT_NOT_FOUND",
                "no rollout of v1 of 'taken' is under way");

        assertThat(post("/api/v1/validation/canary/taken:v2/rollback").status()).isEqualTo(200);

        Reply after = get("/api/v1/validation/tasks/taken/canary");
        assertThat(after.body().at("/ended/0/phase").asText()).isEqualTo("rolled_back");
        assertThat(get("/api/v1/tasks/taken").body().get("active_version").asInt()).isEqualTo(1);
        assertThat(get("/api/v1/tasks/taken/artifacts/2").text("stage")).isEqualTo("rolled_back");
    }

    @Test
    void shouldSumUpAVersionThatNobodyHasJudgedYet() {
        created("unjudged", 1);

        Reply summary = get("/api/v1/validation/programs/unjudged/summary");

        assertThat(summary.body().toString())
                .startsWith(
                        "{\"program_id\":\"unjudged:v1\",\"task_id\":\"unjudged\",\"version\":1,"
                                + "\"labels\":0,\"missing\":0,\"accuracy_target\":0.9,\"status\":\"unknown\",");
        assertError(
                get("/api/v1/validation/programs/unjudged:v7/summary"),
                404,
                "ARTIFACT_NOT_FOUND",
                get("/api/v1/tasks/unjudged/artifacts/7").text("message"));
    }

    @Test
    void shouldKeepOutPagesOfOtherOrigins() {
        assertError(
                send(at("/api/v1/tasks/any/retire").header("origin", "http://elsewhere.example")),
                403,
                "FORBIDDEN",
                "only programs on this machine may ask, at 127.0.0.1 or localhost, and no page of"
                        + " another origin");
        assertThat(send(at("/health").header("origin", api.address())).status()).isEqualTo(200);
    }

    @Test
    void shouldTakeOverTheTraceOfTheCaller() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        Reply reply =
                send(
                        at("/api/v1/tasks/nowhere")
                                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

        assertThat(reply.text("trace_id")).isEqualTo(trace);
    }

    @Test
    void shouldRefuseAPortThatIsTaken() {
        int port = URI.create(api.address()).getPort();
        assertThatThrownBy(() -> HttpApi.start(centre, loop.rollouts(), port))
                .isInstanceOf(BindException.class)
                .hasMessage("port " + port + " of 127.0.0.1 is taken");
    }
}

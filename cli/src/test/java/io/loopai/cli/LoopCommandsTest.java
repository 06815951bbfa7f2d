package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.service.api.HttpApi;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NewProgram;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.TaskFile;
import io.loopai.task.Validation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask the service, on a real one; every test has a task of its own. */
class LoopCommandsTest {

    @TempDir private static Path folder;
    private static DecisionCentre centre;
    private static ImprovementLoop loop;
    private static HttpApi api;

    @BeforeAll
    static void start() throws Exception {
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

    private static void create(String task) throws Exception {
        create(task, "");
    }

    private static void create(String task, String more) throws Exception {
        Deployments deployments = centre.deployments();
        deployments.createTask(
                TaskFile.parse(
                        "id: "
                                + task
                                + "\ninput_schema: {type: object}\noutput_schema: {type: string}"
                                + more,
                        "task.yaml"),
                null);
        for (int i = 1; i <= 2; i++) {
            String source =
                    """
                    import io.loopai.program.*;
                    public final class P implements Program {
                        public Answer answer(Input in) {
                            return Answer.of("v%d");
                        }
                    }
                    """
                            .formatted(i);
            deployments.addVersion(task, NewProgram.written(source), "added");
        }
    }

    private static Outcome run(Object... args) {
        Stream<Object> at = Stream.of("--api", api.address());
        return Shell.run(Stream.concat(Arrays.stream(args), at).toArray());
    }

    @Test
    void shouldAskForABetterVersion() throws Exception {
        create("asked");
        assertThat(run("improve", "asked").out())
                .isEqualTo("asked for; see what becomes of it: loopai rollout show asked\n");
        JsonNode wish = run("improve", "asked", "--reason", "new senders", "--json").json();
        assertThat(wish.get("message").asText()).isEqualTo("new senders");

        assertThat(run("rollout", "show", "asked").out())
                .startsWith(
                        "v1 answers; no audit label says yet how well, the target is 90.0%\n"
                                + "no rollout is under way\n\nattempt ")
                .containsPattern("\\d\\dZ +on_demand: new senders +waiting\n");
    }

    @Test
    void shouldShowTheOraclesOwnConsistencyBesideTheAgreementWithIt() throws Exception {
        create("doubtful");
        List<Validation> validations = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Boolean consistent = i < 40 ? i > 1 : null;
            validations.add(validation("doubtful", "r-" + i, i % 10 != 0, Draw.AUDIT, consistent));
        }
        validations.add(validation("doubtful", "hard", false, Draw.LEARN, false));
        loop.validations(validations);

        assertThat(run("rollout", "show", "doubtful").out())
                .startsWith(
                        "v1 agrees with the oracle in 90.0% (86.1–92.9) of 300 audit labels, the"
                                + " target is 90.0%; the oracle agrees with itself in 95.0%"
                                + " (83.5–98.6) of 40 questions asked twice\n");
        JsonNode oracle =
                new ApiClient(api.address())
                        .get("/api/v1/validation/programs/doubtful/summary")
                        .get("oracle");
        assertThat(oracle.get("asked_twice").asInt()).isEqualTo(40);
        assertThat(oracle.get("same").asInt()).isEqualTo(38);
        assertThat(oracle.get("ceiling").asDouble()).isBetween(0.98, 1.0);
    }

    private static Validation validation(
            String task, String id, boolean agrees, Draw draw, Boolean consistent) {
        return new Validation(
                id,
                task,
                1,
                Json.MAPPER.createObjectNode(),
                Json.MAPPER.valueToTree("v1"),
                1.0,
                Json.MAPPER.valueToTree(agrees ? "v1" : "other"),
                agrees,
                null,
                null,
                1,
                Oracle.LLM,
                draw,
                0.05,
                consistent,
                0,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void shouldDeleteALabel() throws Exception {
        create("forgetful");
        loop.validations(List.of(validation("forgetful", "in/a.jsonl:17", true, Draw.AUDIT, null)));

        assertThat(
                        run(
                                        "label",
                                        "delete",
                                        "--task",
                                        "forgetful",
                                        "--execution-id",
                                        "in/a.jsonl:17")
                                .out())
                .isEqualTo("deleted what the service kept of in/a.jsonl:17\n");
        assertFailed(
                run("label", "delete", "--task", "forgetful", "--execution-id", "in/a.jsonl:17"),
                "the service keeps no label of execution 'in/a.jsonl:17' of task 'forgetful': the"
                        + " oracle was not asked about it, has not answered yet, or it is deleted"
                        + " already");
    }

    @Test
    void shouldSteerARollout() throws Exception {
        create("steered");
        loop.rollouts().challenge("steered", 2, "tried");

        assertThat(run("rollout", "pause", "steered").out())
                .contains("v2          v1        challenging, paused     0%    0     0      0  ");
        assertThat(run("rollout", "resume", "steered", "--json").json().at("/under_way/paused"))
                .hasToString("false");
        Outcome ended = run("rollout", "rollback", "steered", "--reason", "complaints");
        assertThat(ended.out()).contains("\nno rollout is under way\n", "complaints");

        loop.rollouts().challenge("steered", 2, "tried again");
        JsonNode promoted = run("rollout", "promote", "steered", "--json").json();
        assertThat(promoted.at("/ended/0/phase").asText()).isEqualTo("promoted");
    }

    @Test
    void shouldShowWhatTheLlmsHaveCost() throws Exception {
        create("paid", "\nsampling: {usd_per_day: 2}");
        assertThat(run("costs", "paid").out())
                .isEqualTo(
                        "nothing was spent in the last 30 days\nleft of today's $2.0000: $2.0000"
                                + " ($1.0000 for answers, $1.0000 for programs)\n");
        Instant now = Instant.now();
        loop.validations(
                List.of(
                        new Validation(
                                "r-1",
                                "paid",
                                1,
                                Json.MAPPER.createObjectNode(),
                                null,
                                null,
                                Json.MAPPER.valueToTree("v1"),
                                false,
                                null,
                                null,
                                1,
                                Oracle.LLM,
                                Draw.AUDIT,
                                1,
                                null,
                                0.25,
                                null,
                                now,
                                now,
                                null,
                                "gpt-4o-mini",
                                1_200L,
                                7L,
                                null)));

        assertThat(run("costs", "paid").out())
                .containsPattern(
                        "date +purpose +model +calls +tokens in +tokens out +cost\n"
                                + "....-..-.. +oracle +gpt-4o-mini +1 +1,200 +7 +\\$0.2500\n")
                .endsWith(
                        "left of today's $2.0000: $1.7500 ($0.7500 for answers, $1.0000 for"
                                + " programs)\n");
        assertThat(run("costs", "paid", "--json").json().get("left_usd").asDouble())
                .isEqualTo(1.75);
    }

    @Test
    void shouldSayWhatIsWrong() throws Exception {
        create("quiet");
        assertFailed(
                run("rollout", "promote", "quiet"),
                "no rollout of 'quiet' is under way; let a version challenge the active one to"
                        + " begin one");
        assertFailed(
                run("improve", "nobody"),
                "there is no task 'nobody'; GET /api/v1/tasks lists those that there are");
        assertFailed(
                Shell.run("improve", "quiet", "--api", "http://127.0.0.1:1"),
                "http://127.0.0.1:1: nobody answers; start 'loopai up', or name with --api the"
                        + " address that it has printed");
        Outcome wrong = Shell.run("improve", "quiet", "--api", "nowhere");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .startsWith("error: --api nowhere: is no address such as http://127.0.0.1:8080\n");
    }

    @Test
    void shouldShowWhyAProgramWasMade(@TempDir Path data) throws Exception {
        ArtifactRepository artifacts = new ArtifactRepository(DataDir.open(data));
        artifacts.putTask(
                TaskFile.parse(
                        "id: made\ninput_schema: {type: object}\noutput_schema: {type: string}",
                        "task.yaml"));
        artifacts.add(
                "made",
                """
                import io.loopai.program.*;
                public final class P implements Program {
                    public Answer answer(Input in) {
                        return Answer.of("ham");
                    }
                }
                """,
                "ecj",
                Json.MAPPER.readTree(
                        """
                        {"improvement":{"reason":"drift","message":"agreement 81%","mistakes":
                        {"labels":90,"wrong":14,
                        "pairs":[{"expected":"spam","answered":"ham","count":12,"ids":["r-1","r-2"]},
                        {"expected":"ham","count":2,"ids":["r-3"]}],
                        "words":[{"word":"crypto","mistakes":9,"others":1}]}}}
                        """));

        assertThat(Shell.run("program", "show", "--task", "made", "--data-dir", data).out())
                .contains(
                        "// because   drift: agreement 81%\n"
                                + "// mistakes  12 times \"ham\" instead of \"spam\": r-1, r-2\n"
                                + "// mistakes  2 times nothing instead of \"ham\": r-3\n"
                                + "// in them   crypto\n");
    }

    private static void assertFailed(Outcome outcome, String message) {
        assertThat(outcome.err()).isEqualTo("error: " + message + "\n");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
    }
}

package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicSetup;
import io.loopai.kafka.Topics;
import io.loopai.service.api.HttpApi;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.NewProgram;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.store.DataDir;
import io.loopai.task.Json;
import io.loopai.task.Label;
import io.loopai.task.TaskFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels from files and people, on one broker and one service; each test has its own topics. */
class LabelCommandsTest {

    private static final String SAMPLE =
            """
            {"id":"%s","task":"spam","version":2,"input":{"text":"%s"},"status":"success",\
            "program_status":"success","output":"%s","confidence":%s,"latency_us":5,"sampled":true,\
            "sampling_probability":0.05,"draw":"audit","revision":3,\
            "others":[{"version":3,"program_status":"success","output":"spam","confidence":0.8}],\
            "executed_at":"2026-01-31T12:00:0%sZ"}""";
    private static final String VALIDATION =
            """
            {"id":"%s","task":"%s","version":2,"input":{"text":"hi"},"output":"ham",%s\
            "revision":3,"oracle":"human","draw":"audit","probability":0.05,"cost_usd":0,\
            "executed_at":"2026-01-31T12:00:00Z","validated_at":"2026-01-31T12:00:01Z"}""";

    /** Days; samples of tests are old. */
    private static final int LONG_AGO = 9_999;

    @TempDir private static Path shared;
    private static EmbeddedKafka broker;
    private static DecisionCentre centre;
    private static ImprovementLoop loop;
    private static HttpApi api;
    private static int tests;

    @TempDir private Path folder;
    private final String prefix = "t" + tests++;
    private final KafkaSettings settings =
            new KafkaSettings(broker.servers(), Map.of(), new Topics(prefix));

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedKafka.start(shared.resolve("broker"), 0);
        centre = DecisionCentre.open(DataDir.open(shared.resolve("data")), Optional.empty());
        loop =
                ImprovementLoop.of(
                        centre.database(),
                        centre.deployments(),
                        Optional::empty,
                        ImprovementLoop.Options.DEFAULT);
        api = HttpApi.start(centre, loop.rollouts(), 0);
        centre.deployments()
                .createTask(
                        TaskFile.parse(
                                """
                                id: spam
                                input_schema: {type: object}
                                output_schema: {type: string, enum: [spam, ham]}
                                """,
                                "spam.yaml"),
                        null);
    }

    @AfterAll
    static void stop() {
        api.close();
        loop.close();
        centre.close();
        broker.close();
    }

    @BeforeEach
    void createTopics() {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(1);
        }
    }

    private Outcome run(boolean asksService, Object... args) {
        Stream<Object> kafka =
                Stream.of(
                        "--kafka", broker.servers(), "--topic-prefix", settings.topics().prefix());
        Stream<Object> service = asksService ? Stream.of("--api", api.address()) : Stream.of();
        return Shell.run(
                Stream.of(Arrays.stream(args), kafka, service).flatMap(each -> each).toArray());
    }

    private Outcome review(String keys, Object... more) {
        return reviewOf("spam", keys, more);
    }

    private Outcome reviewOf(String task, String keys, Object... more) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(
                    true,
                    Stream.concat(
                                    Stream.of("review", task, "--days", LONG_AGO),
                                    Arrays.stream(more))
                            .toArray());
        } finally {
            System.setIn(before);
        }
    }

    private void put(String topic, String... messages) {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.servers());
        try (var producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (String message : messages) {
                producer.send(new ProducerRecord<>(topic, message));
            }
        }
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        TopicContent.read(
                settings,
                settings.topics().labels(),
                Label.class,
                each ->
                        labels.add(
                                each.id()
                                        + " "
                                        + each.output().asText()
                                        + " "
                                        + Json.name(each.oracle())));
        return labels;
    }

    private void waiting() {
        put(
                settings.topics().samples(),
                SAMPLE.formatted("r-1", "lunch at 2?", "ham", "0.9", "1"),
                SAMPLE.formatted("r-2", "win win", "ham", "0.5", "2"),
                SAMPLE.formatted("r-3", "old news", "ham", "0.7", "3"),
                SAMPLE.formatted("r-4", "no more", "ham", "0.7", "4"),
                SAMPLE.formatted("r-5", "too late", "ham", "0.7", "5"));
        put(
                settings.topics().validations(),
                VALIDATION.formatted("r-3", "spam", "\"expected\":\"ham\","),
                VALIDATION.formatted("r-5", "spam", "\"error\":\"no label came\","),
                VALIDATION
                        .formatted("r-1", "spam", "\"error\":\"over budget\",")
                        .replace("human", "llm"));
        put(
                settings.topics().labels(),
                "{\"id\":\"r-4\",\"task\":\"spam\",\"output\":\"ham\",\"oracle\":\"human\","
                        + "\"labelled_at\":\"2026-01-31T12:00:00Z\"}");
    }

    @Test
    void shouldSendWhatAFileSaysAndReportTheLinesThatAreNoLabels() throws Exception {
        Path file = folder.resolve("answers.jsonl");
        Files.writeString(
                file,
                """
                {"id":"a","output":"ham"}
                {"id":"b","output":"eggs"}

                {"id":"c","task":"spam","output":"spam"}
                nonsense
                {"id":"d"}
                """);

        Outcome outcome = run(true, "label", "import", file, "--task", "spam");

        assertThat(labels()).containsExactly("a ham labels", "c spam labels");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo("2 labels sent to " + prefix + ".labels\n");
        assertThat(outcome.err())
                .startsWith("warning: " + file + ":2: \"output\": ")
                .contains("warning: " + file + ":5: is no JSON\n")
                .contains("warning: " + file + ":6: has no \"output\"\n")
                .endsWith("error: 3 lines of " + file + " are no labels and were not sent\n");
        Files.writeString(file, "{\"id\":\"e\",\"task\":\"spam\",\"output\":\"ham\"}\n");
        JsonNode report = run(true, "label", "import", file, "--json").json();
        assertThat(report.get("sent").asInt()).isEqualTo(1);
        assertThat(report.get("refused")).isEmpty();
    }

    @Test
    void shouldExportWhatTheOracleSaidLast() {
        put(
                settings.topics().validations(),
                VALIDATION.formatted("r-1", "spam", "\"expected\":\"ham\","),
                VALIDATION.formatted("r-2", "spam", ""),
                VALIDATION.formatted("r-3", "other", "\"expected\":\"ham\","),
                VALIDATION.formatted("r-1", "spam", "\"expected\":\"spam\","),
                VALIDATION
                        .formatted("r-1", "spam", "\"expected\":\"ham\",")
                        .replaceAll("(\"validated_at\":\")20", "$119"));

        assertThat(run(false, "label", "export", "spam").out())
                .isEqualTo(
                        "{\"id\":\"r-1\",\"input\":{\"text\":\"hi\"},\"output\":\"spam\","
                                + "\"oracle\":\"human\",\"draw\":\"audit\"}\n");
        JsonNode report = run(false, "label", "export", "spam", "--json").json();
        assertThat(report.get("labels")).hasSize(1);
    }

    @Test
    void shouldAskForTheSamplesThatWaitAndSendEachAnswer() {
        waiting();

        Outcome outcome = review("eggs\n1\n\n");

        assertThat(labels()).containsExactly("r-4 ham human", "r-2 spam human", "r-1 ham human");
        assertThat(outcome.out())
                .startsWith(
                        "\nr-2  2026-01-31T12:00:02Z  (1 of 2)\n"
                                + "  text: win win\n"
                                + "v2 says: ham  (0.50 sure)\n"
                                + "v3 says: spam  (0.80 sure)\n"
                                + "  1  spam\n"
                                + "  2  ham\n"
                                + "enter accepts, a number or an answer, s skips, q quits:\n"
                                + "no answer: ")
                .endsWith("2 answered, 0 skipped, 0 still wait\n");
        assertThat(review("").out())
                .isEqualTo("nothing to review: no sample of 'spam' of the last 9999 days waits\n");
    }

    /** The job would drop their labels. */
    @Test
    void shouldNotAskForSamplesThatAreOlderThanTheJobWaits() {
        waiting();

        assertThat(run(true, "review", "spam").out())
                .isEqualTo("nothing to review: no sample of 'spam' of the last 7 days waits\n");
    }

    @Test
    void shouldAskForTheSamplesToWhichTheLabelFileHasNoAnswer() {
        put(
                settings.topics().samples(),
                SAMPLE.formatted("r-1", "not in the file", "ham", "0.9", "1"),
                SAMPLE.formatted("r-2", "too late", "ham", "0.9", "2"));
        put(
                settings.topics().validations(),
                VALIDATION
                        .formatted(
                                "r-1",
                                "spam",
                                "\"error\":\"no label for this id or input in labels.jsonl\",")
                        .replace("human", "labels"),
                VALIDATION
                        .formatted(
                                "r-2",
                                "spam",
                                "\"error\":\"the task is not deployed, and no label came within"
                                        + " 168 hours\",")
                        .replace("human", "labels"));

        assertThat(review("q\n").out()).startsWith("\nr-1 ").contains("(1 of 1)");
    }

    @Test
    void shouldShowTheWordsThatAnAnswerRestsOn() throws Exception {
        String task =
                """
                id: deals
                input_schema: {type: object}
                output_schema: {type: string, enum: [spam, ham]}
                """;
        String program =
                """
                import io.loopai.program.*;

                public final class Deals implements Program {
                    public Answer answer(Input in) {
                        String text = in.text("text");
                        return text.contains("free")
                                ? Answer.of("spam", text.contains("win") ? 0.9 : 0.6)
                                : Answer.of("ham", 0.5);
                    }
                }
                """;
        centre.deployments().createTask(TaskFile.parse(task, "deals.yaml"), null);
        centre.deployments().addVersion("deals", NewProgram.written(program), "the first one");
        put(
                settings.topics().samples(),
                SAMPLE.formatted("r-1", "To win: a $1 free prize, free!", "spam", "0.9", "1")
                        .replace("\"spam\",\"version\":2", "\"deals\",\"version\":1"));

        assertThat(reviewOf("deals", "q\n").out())
                .contains(
                        "\nv1 says: spam  (0.90 sure)  because of: free, win\n"
                                + "v3 says: spam  (0.80 sure)\n");
    }

    @Test
    void shouldSkipAndQuit() {
        waiting();

        Outcome outcome = review("s\nq\n", "--order", "least-confident", "--json");

        assertThat(outcome.json())
                .hasToString("{\"task\":\"spam\",\"waiting\":2,\"answered\":0,\"skipped\":1}");
        assertThat(outcome.err()).startsWith("\nr-2 ").contains("\nr-1 ");
        assertThat(labels()).containsExactly("r-4 ham human");
    }
}

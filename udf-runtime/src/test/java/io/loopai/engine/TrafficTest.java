package io.loopai.engine;

import static io.loopai.engine.Deployments.active;
import static io.loopai.engine.Deployments.answering;
import static io.loopai.engine.Deployments.deployment;
import static io.loopai.engine.Deployments.live;
import static io.loopai.engine.Deployments.program;
import static io.loopai.engine.Deployments.spam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import io.loopai.task.Traffic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine counts of the versions on the requests. */
class TrafficTest {

    private static final Instant NOW = Instant.parse("2026-01-31T23:59:59.007Z");

    private final Engine engine =
            new Engine(EngineOptions.of("spam"), 3, Clock.fixed(NOW, ZoneOffset.UTC), event -> {});

    @Test
    void shouldCountTheVersionThatServesAndTheOneBesideIt() throws IOException {
        engine.apply(
                deployment(
                        spam(),
                        4,
                        active(1, answering("spam")),
                        live(
                                2,
                                Stage.SHADOW,
                                1,
                                program(
                                        "return in.text(\"text\").equals(\"hi\") ?"
                                                + " Answer.of(\"ham\") : Answer.of(\"spam\");"))));
        request("hi");
        request("ho");

        List<Traffic> traffic = engine.takeTraffic();

        assertThat(traffic).hasSize(1);
        Traffic only = traffic.get(0);
        assertThat(JsonSchema.ofRecord("traffic").problem(Json.MAPPER.valueToTree(only))).isEmpty();
        assertThat(only)
                .extracting(Traffic::task, Traffic::revision, Traffic::subtask, Traffic::until)
                .containsExactly("spam", 4L, 3, NOW);
        assertThat(only.versions())
                .extracting(
                        Traffic.OfVersion::version,
                        Traffic.OfVersion::calls,
                        Traffic.OfVersion::served,
                        Traffic.OfVersion::differed,
                        of -> of.labels().get("spam"),
                        of -> of.labels().get("ham"))
                .containsExactlyInAnyOrder(
                        tuple(1, 2L, 2L, 0L, 2L, null), tuple(2, 2L, 0L, 1L, 1L, 1L));
        assertThat(only.versions())
                .allSatisfy(
                        of ->
                                assertThat(of.latencyCounts().stream().mapToLong(n -> n).sum())
                                        .isEqualTo(2));
    }

    @Test
    void shouldTellAbstentionsErrorsAndTimeoutsApart() {
        engine.apply(
                deployment(
                        spam(),
                        1,
                        active(
                                1,
                                program(
                                        """
                                        String text = in.text("text");
                                        if (text.equals("abstain")) return Answer.abstain();
                                        if (text.equals("error")) throw new IllegalStateException();
                                        while (text.equals("loop")) {}
                                        return Answer.of("ham");"""))));
        List.of("abstain", "abstain", "error", "loop", "hi").forEach(this::request);

        assertThat(engine.takeTraffic().get(0).versions())
                .extracting(
                        Traffic.OfVersion::calls,
                        Traffic.OfVersion::abstained,
                        Traffic.OfVersion::errors,
                        Traffic.OfVersion::timeouts)
                .containsExactly(tuple(5L, 2L, 1L, 1L));
    }

    @Test
    void shouldCountEachRequestOnceAndNothingOfIdleTasks() {
        engine.apply(deployment(spam(), 1, active(1, answering("spam"))));
        assertThat(engine.takeTraffic()).isEmpty();
        request("hi");
        assertThat(engine.takeTraffic()).hasSize(1);
        assertThat(engine.takeTraffic()).isEmpty();
    }

    @Test
    void shouldNotCountRequestsThatPinAVersion() {
        engine.apply(
                deployment(
                        spam(),
                        1,
                        active(1, answering("spam")),
                        live(2, Stage.SHADOW, 1, answering("ham"))));
        execute("{\"version\":1,\"input\":{\"text\":\"hi\"}}");
        assertThat(engine.takeTraffic()).isEmpty();
    }

    @Test
    void shouldKeepWhatRanBeforeASwapWithItsRevision() {
        engine.apply(deployment(spam(), 1, active(1, answering("spam"))));
        request("hi");
        engine.apply(deployment(spam(), 2, active(1, answering("spam"))));
        request("ho");
        request("hu");

        assertThat(engine.takeTraffic())
                .extracting(Traffic::revision, of -> of.versions().get(0).calls())
                .containsExactly(tuple(1L, 1L), tuple(2L, 2L));
    }

    @Test
    void shouldNotGrowWithTheNumberOfDifferentAnswers() {
        String names =
                IntStream.range(0, 300)
                        .mapToObj(i -> "answer " + i)
                        .collect(Collectors.joining(", "));
        answersCounted(
                "{type: string, enum: [%s, %s]}".formatted(names, "x".repeat(101)),
                "Answer.of(in.text(\"text\"))");
        for (int i = 0; i < 300; i++) {
            request("answer " + i);
        }
        request("x".repeat(101));

        assertThat(labels()).hasSize(201).containsEntry("", 101L).containsEntry("answer 7", 1L);
    }

    @Test
    void shouldCountTheFieldsOfTheInputs() {
        engine.apply(deployment(spam(), 1, active(1, answering("spam"))));
        request("hi");
        execute("{\"input\":{\"text\":\"hi\",\"subject\":{\"inner\":1}}}");
        execute("{\"version\":1,\"input\":{\"text\":\"hi\",\"pinned\":1}}");
        execute("{\"input\":{\"no_text\":1}}");

        assertThat(engine.takeTraffic().get(0).fields())
                .containsOnly(Map.entry("text", 2L), Map.entry("subject", 1L));
        request("ho");
        assertThat(engine.takeTraffic().get(0).fields()).containsOnly(Map.entry("text", 1L));
    }

    @Test
    void shouldNotGrowWithTheNumberOfDifferentFields() {
        engine.apply(deployment(spam(), 1, active(1, answering("spam"))));
        for (int i = 0; i < 300; i++) {
            execute(
                    "{\"input\":{\"text\":\"hi\",\"%s\":1,\"user-%d\":1}}"
                            .formatted("x".repeat(101), i));
        }

        assertThat(engine.takeTraffic().get(0).fields())
                .hasSize(200)
                .containsEntry("text", 300L)
                .containsEntry("user-7", 1L)
                .doesNotContainKey("x".repeat(101));
    }

    @Test
    void shouldCountYesAndNo() {
        answersCounted("{type: boolean}", "Answer.of(in.text(\"text\").equals(\"hi\"))");
        request("hi");
        request("ho");
        request("hu");

        assertThat(labels()).containsOnly(Map.entry("true", 1L), Map.entry("false", 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: string}",
                "{type: string, maxLength: 20}",
                "{anyOf: [{type: string}, {enum: [spam]}]}"
            })
    void shouldNotTellTextsThatTheTaskDoesNotList(String schema) {
        answersCounted(schema, "Answer.of(in.text(\"text\"))");
        request("Erika Mustermann");
        request("true");

        assertThat(labels()).isEmpty();
    }

    private void answersCounted(String outputSchema, String answer) {
        TaskSpec task =
                TaskFile.parse(
                        """
                        id: spam
                        description: d
                        input_schema:  {type: object, properties: {text: {type: string}}}
                        output_schema: %s
                        """
                                .formatted(outputSchema),
                        "spam.yaml");
        engine.apply(deployment(task, 1, active(1, program("return " + answer + ";"))));
    }

    private Map<String, Long> labels() {
        return engine.takeTraffic().get(0).versions().get(0).labels();
    }

    private void request(String text) {
        execute("{\"input\":{\"text\":\"" + text + "\"}}");
    }

    private void execute(String line) {
        engine.execute(RawRecord.whole(line.getBytes(StandardCharsets.UTF_8), "in", 0));
    }
}

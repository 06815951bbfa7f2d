package io.loopai.engine;

import static io.loopai.engine.Deployments.active;
import static io.loopai.engine.Deployments.answering;
import static io.loopai.engine.Deployments.deployment;
import static io.loopai.engine.Deployments.live;
import static io.loopai.engine.Deployments.program;
import static io.loopai.engine.Deployments.spam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.engine.Engine.Applied;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.Outcome.Rejected;
import io.loopai.task.DeadLetter;
import io.loopai.task.DeadLetter.Reason;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.LiveVersion;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Result;
import io.loopai.task.Stage;
import io.loopai.task.Status;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import io.loopai.task.Traffic;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {

    private static final Instant NOW = Instant.parse("2026-01-31T23:59:59.007Z");

    private final List<Event> events = new ArrayList<>();
    private final Engine engine = engine(EngineOptions.of("spam"));

    @Test
    void shouldAnswerARequestAndRecordItsExecution() {
        engine.apply(
                deployment(
                        spam("sampling: {policy: random, rate: 1}"),
                        1,
                        active(1, answering("spam"))));

        Executed executed =
                executed(
                        """
                        {"id":"a-1","input":{"text":"hi","n":[1,2.50]},"output":"ham","ts":"2026-01-31T10:00:00+01:00"}""");

        assertThat(executed.sampled()).isTrue();
        assertThat(result(executed))
                .isEqualTo(
                        new Result(
                                "a-1",
                                "spam",
                                1,
                                Status.SUCCESS,
                                ProgramStatus.SUCCESS,
                                Json.MAPPER.getNodeFactory().textNode("spam"),
                                0.75,
                                executed.programNanos() / 1000,
                                true,
                                NOW,
                                null));
        Execution execution = execution(executed);
        assertThat(text(executed.execution()))
                .contains("\"input\":{\"text\":\"hi\",\"n\":[1,2.50]}");
        assertThat(execution.label().asText()).isEqualTo("ham");
        assertThat(execution.ts()).isEqualTo(Instant.parse("2026-01-31T09:00:00Z"));
        assertThat(execution.draw()).isEqualTo(Draw.AUDIT);
        assertThat(execution.samplingProbability()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fallback: error | return Answer.of(\"ham\");",
                "fallback: error | return Answer.abstain();",
                "fallback: oracle | return Answer.abstain();",
                "fallback: error | throw new IllegalStateException(\"no\");",
                "fallback: error | while (true) {}",
                "fallback: error | return Answer.of(\"eggs\");",
            })
    void shouldWriteLinesThatSatisfyTheSchemas(String fallback, String body) throws IOException {
        engine.apply(
                deployment(
                        spam(fallback, "sampling: {rate: 1}"),
                        1,
                        active(1, program(body)),
                        live(2, Stage.SHADOW, 1, answering("spam"))));

        Executed executed = executed("{\"input\":{\"text\":\"hi\"}}");

        JsonNode result = Json.MAPPER.readTree(executed.result());
        JsonNode execution = Json.MAPPER.readTree(executed.execution());
        assertThat(JsonSchema.ofRecord("result").problem(result)).isEmpty();
        assertThat(JsonSchema.ofRecord("execution").problem(execution)).isEmpty();
        assertThat(JsonSchema.ofRecord("sample").problem(execution)).isEmpty();
        // Nothing that the writer writes is unknown to the types that read it.
        assertThat(Json.MAPPER.readTree(Json.bytes(result(executed)))).isEqualTo(result);
        assertThat(Json.MAPPER.readTree(Json.bytes(execution(executed)))).isEqualTo(execution);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fallback: error | ERROR | the program abstained, and the task has fallback: error |",
                "fallback: oracle | ABSTAINED | |",
                "{fallback: default, default_output: ham} | FALLBACK | | ham",
            })
    void shouldFallBackAsTheTaskSays(String fallback, Status status, String error, String output) {
        String lines = fallback.replaceAll("[{}]", "").replace(", ", "\n");
        engine.apply(deployment(spam(lines), 1, active(1, program("return Answer.abstain();"))));

        Result result = result(executed("{\"input\":{\"text\":\"hi\"}}"));

        assertThat(result.programStatus()).isEqualTo(ProgramStatus.ABSTAINED);
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.error()).isEqualTo(error);
        assertThat(result.output() == null ? null : result.output().asText()).isEqualTo(output);
        assertThat(result.confidence()).isNull();
    }

    @Test
    void shouldTurnWhatAProgramThrowsIntoAnError() {
        engine.apply(
                deployment(
                        spam(),
                        1,
                        active(1, program("return Answer.of(in.text(\"body\").trim());"))));

        Result result = result(executed("{\"input\":{\"text\":\"hi\"}}"));

        assertThat(result.status()).isEqualTo(Status.ERROR);
        assertThat(result.error()).isEqualTo("input field 'body' is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return Answer.of(in.text(\"text\").substring(0, 1));",
                "return Answer.object().put(\"a\", in.text(\"text\").substring(0, 1));",
                "return Answer.object().put(in.text(\"text\").substring(0, 1), true);"
            })
    void shouldRefuseAnAnswerThatNoLineCanCarry(String body) {
        engine.apply(
                deployment(
                        TaskFile.parse(
                                "id: spam\ninput_schema: {type: object}\noutput_schema: {}\n",
                                "spam.yaml"),
                        1,
                        active(1, program(body))));

        assertThat(result(executed("{\"input\":{\"text\":\"\uD83D\uDE00\"}}")).error())
                .isEqualTo(
                        "the answer holds half of a surrogate pair; cut texts between characters");
    }

    @Test
    void shouldRefuseAnAnswerOutsideTheOutputSchema() {
        engine.apply(deployment(spam(), 1, active(1, answering("eggs"))));

        assertThat(result(executed("{\"input\":{\"text\":\"hi\"}}")).error())
                .isEqualTo(
                        "the answer does not satisfy the task's output schema: does not have a"
                                + " value in the enumeration [\"spam\", \"ham\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`  ` | BLANK | the record is blank",
                "{\"input\": | MALFORMED | is no JSON at byte 9: Unexpected end-of-input within/between Object entries",
                "{\"input\":{\"text\":\"a\"}} {} | MALFORMED | there is more after the request; put one on each line",
                "{\"input\":{\"text\":\"a\",\"text\":\"b\"}} | MALFORMED | is no JSON at byte 27: Duplicate field 'text'",
                "{\"input\":{\"text\":\"\\ud800\"}} | MALFORMED | is no JSON at byte 25: a text holds half of a surrogate pair",
                "{\"input\":{\"text\":\"a\",\"n\":1e999}} | MALFORMED | is no JSON at byte 30: a number is too large",
                "[1] | INVALID_REQUEST | a request is an object {\"input\": {…}}, but this is a list",
                "{\"text\":\"hi\"} | INVALID_REQUEST | the request has no input; a request is an object {\"input\": {…}}",
                "{\"input\":\"hi\"} | INVALID_REQUEST | input must be an object, but is a text",
                "{\"id\":\"a b\",\"input\":{}} | INVALID_REQUEST | id must be at most 200 letters, digits, '.', '_', ':', '/' or '-', and start with a letter or digit",
                "{\"id\":true,\"input\":{}} | INVALID_REQUEST | id must be a text, but is true or false",
                "{\"ts\":\"today\",\"input\":{}} | INVALID_REQUEST | ts must be a time such as 2026-01-31T12:00:00Z",
                "{\"version\":0,\"input\":{}} | INVALID_REQUEST | version must be a whole number from 1 on",
                "{\"force_validation\":1,\"input\":{}} | INVALID_REQUEST | force_validation must be true or false, but is a number",
                "{\"task\":\"eggs\",\"input\":{}} | UNKNOWN_TASK | task 'eggs' is not deployed; deployed: spam",
                "{\"version\":7,\"input\":{\"text\":\"a\"}} | UNKNOWN_VERSION | version 7 of task 'spam' is not live; live: v1",
                "{\"input\":{\"text\":5}} | SCHEMA_VIOLATION | the input does not satisfy the task's input schema: /text: integer found, string expected",
                "{\"input\":{}} | SCHEMA_VIOLATION | the input does not satisfy the task's input schema: required property 'text' not found",
            })
    void shouldSayWhyARecordCannotBeRun(String record, Reason reason, String message) {
        engine.apply(deployment(spam(), 1, active(1, answering("ham"))));

        DeadLetter letter = rejected(record);

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.message()).isEqualTo(message);
        assertThat(letter.value()).isEqualTo(record.getBytes(StandardCharsets.UTF_8));
        assertThat(letter.source()).isEqualTo("/data/in.jsonl");
        assertThat(letter.position()).isEqualTo(42);
        assertThat(JsonSchema.ofRecord("dead_letter").problem(Json.MAPPER.valueToTree(letter)))
                .isEmpty();
    }

    @Test
    void shouldRejectWhatIsNestedTooDeeply() {
        DeadLetter letter =
                rejected("{\"input\":{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}}");

        assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(letter.message())
                .isEqualTo(
                        "is no JSON: Document nesting depth (1001) exceeds the maximum allowed"
                                + " (1000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void shouldRejectWideCharactersThatCouldBeUtf8(String charset) {
        byte[] wide = "{\"input\":{\"text\":\"hi\"}}".getBytes(Charset.forName(charset));

        DeadLetter letter = rejected(RawRecord.whole(wide, "/data/in.jsonl", 0));

        assertThat(letter.reason()).isEqualTo(Reason.INVALID_UTF8);
    }

    @Test
    void shouldRejectZeroBytesAndALoneByteOrderMark() {
        byte[] zeros = {0, '\t'};
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

        assertThat(rejected(RawRecord.whole(zeros, "/data/in.jsonl", 0)).reason())
                .isEqualTo(Reason.INVALID_UTF8);
        assertThat(rejected(RawRecord.whole(mark, "/data/in.jsonl", 0)).reason())
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void shouldRejectBytesThatAreNoUtf8() {
        byte[] latin1 =
                "{\"input\":{\"text\":\"caf\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1);

        DeadLetter letter = rejected(RawRecord.whole(latin1, "/data/in.jsonl", 0));

        assertThat(letter.reason()).isEqualTo(Reason.INVALID_UTF8);
        assertThat(letter.message())
                .isEqualTo("the record is not UTF-8; convert it, for instance with iconv -t UTF-8");
    }

    @Test
    void shouldSurviveASchemaThatBreaksOnARecord() {
        engine.apply(
                deployment(
                        TaskFile.parse(
                                """
                                id: spam
                                output_schema: {type: string}
                                input_schema:
                                  type: object
                                  properties: {text: {type: string, pattern: '^(?:[^x]|x)*$'}}
                                """,
                                "spam.yaml"),
                        1,
                        active(1, answering("ham"))));

        DeadLetter letter = rejected("{\"input\":{\"text\":\"" + "a".repeat(200_000) + "\"}}");

        assertThat(letter.reason()).isEqualTo(Reason.SCHEMA_VIOLATION);
        assertThat(letter.message())
                .isEqualTo(
                        "the input does not satisfy the task's input schema: could not be checked:"
                                + " StackOverflowError");
        assertThat(executed("{\"input\":{\"text\":\"a\"}}").version()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheBeginningOfARecordThatIsTooLarge() {
        DeadLetter letter =
                rejected(
                        new RawRecord(
                                new byte[] {'a', 'b'}, "/data/in.jsonl", 0, 5_000_000, "00ff"));

        assertThat(letter.reason()).isEqualTo(Reason.OVERSIZED);
        assertThat(letter.message())
                .isEqualTo(
                        "the record has 5000000 bytes, more than a request may have; its first 2"
                                + " bytes are kept here");
        assertThat(letter.valueLength()).isEqualTo(5_000_000);
        assertThat(letter.valueSha256()).isEqualTo("00ff");
    }

    @Test
    void shouldNameARequestWithoutAnIdByItsPlace() {
        engine.apply(deployment(spam(), 1, active(1, answering("ham"))));

        assertThat(result(executed("{\"input\":{\"text\":\"a\"}}")).id())
                .isEqualTo("data/in.jsonl:42");
        assertThat(result(executed("{\"id\":17,\"input\":{\"text\":\"a\"}}")).id()).isEqualTo("17");
    }

    @Test
    void shouldGiveFilesWithStrangeNamesDifferentIds() {
        engine.apply(deployment(spam(), 1, active(1, answering("ham"))));
        byte[] line = "{\"input\":{\"text\":\"a\"}}".getBytes(StandardCharsets.UTF_8);

        String first =
                result((Executed) engine.execute(RawRecord.whole(line, "/my data/ü.jsonl", 7)))
                        .id();
        String second =
                result((Executed) engine.execute(RawRecord.whole(line, "/my data/ö.jsonl", 7)))
                        .id();

        assertThat(first).startsWith("my_data/_.jsonl-").endsWith(":7").isNotEqualTo(second);
    }

    @Test
    void shouldTakeAPlainLineAsText() {
        Engine texts = engine(EngineOptions.of("spam").withFormat(RequestFormat.TEXT));
        texts.apply(
                deployment(
                        spam(),
                        1,
                        active(
                                1,
                                program(
                                        "return Answer.of(in.text(\"text\").equals(\"a \\\"b\\\"\")"
                                                + " ? \"spam\" : \"ham\");"))));

        Executed executed = (Executed) texts.execute(record("a \"b\""));

        assertThat(result(executed).output().asText()).isEqualTo("spam");
        assertThat(text(executed.execution())).contains("\"input\":{\"text\":\"a \\\"b\\\"\"}");
    }

    @Test
    void shouldKeepAnExecutionOnOneLine() {
        engine.apply(deployment(spam(), 1, active(1, answering("ham"))));

        Executed executed = executed("{\"input\":\n{\"text\":\n\"a\"},\n\"output\":[\n1]}");

        assertThat(text(executed.execution()))
                .doesNotContain("\n")
                .contains("\"input\":{\"text\":\"a\"},\"label\":[1]");
    }

    @Test
    void shouldRunThePinnedVersion() {
        engine.apply(
                deployment(
                        spam(),
                        1,
                        active(1, answering("ham")),
                        live(2, Stage.SHADOW, 1, answering("spam"))));

        assertThat(result(executed("{\"version\":2,\"input\":{\"text\":\"a\"}}")).version())
                .isEqualTo(2);
        assertThat(result(executed("{\"version\":\"v1\",\"input\":{\"text\":\"a\"}}")).version())
                .isEqualTo(1);
    }

    @Test
    void shouldRecordWhatOtherLiveVersionsAnswerDifferently() {
        engine.apply(
                deployment(
                        spam(),
                        1,
                        active(1, answering("ham")),
                        live(2, Stage.SHADOW, 1, answering("spam")),
                        live(3, Stage.SHADOW, 1, answering("ham") + "// same")));

        Execution execution = execution(executed("{\"input\":{\"text\":\"a\"}}"));

        assertThat(execution.others()).hasSize(1);
        assertThat(execution.others().get(0).version()).isEqualTo(2);
        assertThat(execution.others().get(0).output().asText()).isEqualTo("spam");
        assertThat(execution.same()).containsExactly(3);
    }

    @Test
    void shouldNameOnlyThoseThatRanAmongTheVersionsThatAnswerTheSame() {
        engine.apply(
                deployment(
                        spam(),
                        1,
                        active(1, answering("ham")),
                        live(2, Stage.SHADOW, 0.5, answering("ham") + "// same")));
        int ran = 0;
        for (int i = 0; i < 200; i++) {
            Execution execution =
                    execution(executed("{\"id\":\"r-" + i + "\",\"input\":{\"text\":\"a\"}}"));
            ran += List.of(2).equals(execution.same()) ? 1 : 0;
            assertThat(execution.same()).isIn(null, List.of(2));
        }

        assertThat(ran)
                .isBetween(60, 140)
                .isEqualTo(
                        (int)
                                engine.takeTraffic().get(0).versions().stream()
                                        .filter(of -> of.version() == 2)
                                        .mapToLong(Traffic.OfVersion::calls)
                                        .sum());
    }

    @Test
    void shouldNotLetOneVersionChangeWhatAnotherSees() {
        String meddler =
                """
                import io.loopai.program.*;
                import java.util.*;
                public final class Meddler implements Program {
                    @SuppressWarnings("unchecked")
                    public Answer answer(Input in) {
                        ((Map<String, Object>) in.list("items").get(0)).put("name", "spam");
                        return Answer.of("spam");
                    }
                }
                """;
        String reader =
                program(
                        "return Answer.of(((java.util.Map<?, ?>)"
                                + " in.list(\"items\").get(0)).get(\"name\").toString());");
        engine.apply(deployment(spam(), 1, active(1, meddler), live(2, Stage.SHADOW, 1, reader)));

        Execution execution =
                execution(executed("{\"input\":{\"text\":\"a\",\"items\":[{\"name\":\"ham\"}]}}"));

        assertThat(execution.programStatus()).isEqualTo(ProgramStatus.ERROR);
        assertThat(execution.error()).startsWith("UnsupportedOperationException");
        assertThat(execution.others().get(0).output().asText()).isEqualTo("ham");
    }

    @Test
    void shouldGiveTheCanaryItsShareOfTheIds() {
        engine.apply(
                deployment(
                        spam(),
                        1,
                        active(1, answering("ham")),
                        live(2, Stage.CANARY, 0.25, answering("spam"))));

        long canary = 0;
        for (int i = 0; i < 4000; i++) {
            String line = "{\"id\":\"r-" + i + "\",\"input\":{\"text\":\"a\"}}";
            canary += executed(line).version() == 2 ? 1 : 0;
            assertThat(executed(line).version()).isEqualTo(executed(line).version());
        }

        assertThat(canary).isBetween(900L, 1100L);
    }

    @Test
    void shouldSampleTheShareThatTheTaskAsksForAndWhateverIsForced() {
        engine.apply(deployment(spam("sampling: {rate: 0.1}"), 1, active(1, answering("ham"))));

        long sampled = 0;
        for (int i = 0; i < 4000; i++) {
            sampled +=
                    executed("{\"id\":\"r-" + i + "\",\"input\":{\"text\":\"a\"}}").sampled()
                            ? 1
                            : 0;
        }

        assertThat(sampled).isBetween(330L, 470L);
        Executed forced =
                executed("{\"id\":\"r-0\",\"force_validation\":true,\"input\":{\"text\":\"a\"}}");
        assertThat(forced.sampled()).isTrue();
        assertThat(execution(forced).draw()).isEqualTo(Draw.FORCED);
    }

    @Test
    void shouldDrawForAuditDuelsAndLearningWithTheirOwnProbabilities() {
        String half = program("return Answer.of(in.text(\"text\"), 0.75);");
        engine.apply(
                mixed(
                        active(1, answering("ham")).withAudit(audit(19)),
                        live(2, Stage.SHADOW, 1, half)));

        Map<Draw, Integer> drawn = new EnumMap<>(Draw.class);
        for (Execution execution : spamAndHam(4_000)) {
            if (!execution.sampled()) {
                assertThat(execution.samplingProbability()).isEqualTo(0.2);
                continue;
            }
            drawn.merge(execution.draw(), 1, Integer::sum);
            switch (execution.draw()) {
                case AUDIT -> assertThat(execution.samplingProbability()).isEqualTo(0.2);
                case DUEL -> {
                    assertThat(execution.samplingProbability()).isEqualTo(0.2);
                    assertThat(execution.others()).hasSize(1);
                }
                default -> assertThat(execution.samplingProbability()).isBetween(0.01, 0.5);
            }
        }

        assertThat(drawn).containsOnlyKeys(Draw.AUDIT, Draw.DUEL, Draw.LEARN);
        assertThat(drawn.get(Draw.AUDIT)).isBetween(720, 880);
        assertThat(drawn.get(Draw.DUEL)).isBetween(260, 380);
        assertThat(drawn.get(Draw.AUDIT) + drawn.get(Draw.DUEL) + drawn.get(Draw.LEARN))
                .isBetween(1450, 1750);
    }

    @Test
    void shouldAuditAllSamplesOfAProgramThatIsNotSurelyGood() {
        String half = program("return Answer.of(in.text(\"text\"), 0.75);");
        LiveVersion weak = active(1, answering("ham"));
        engine.apply(
                mixed(
                        weak.withAudit(audit(18)),
                        live(2, Stage.SHADOW, 1, half).withAudit(audit(20))));

        List<Execution> executions = spamAndHam(4_000);

        assertThat(executions)
                .allSatisfy(each -> assertThat(each.samplingProbability()).isEqualTo(0.4));
        assertThat(executions).extracting(Execution::draw).containsOnly(null, Draw.AUDIT);
        assertThat(executions.stream().filter(Execution::sampled).count()).isBetween(1450L, 1750L);
    }

    @Test
    void shouldGoByTheVersionBeforeAsLongAsTheActiveOneIsNew() {
        LiveVersion before = live(1, Stage.SHADOW, 0, answering("ham")).withAudit(audit(19));
        String doubtsHam =
                program(
                        "return Answer.of(\"ham\", in.text(\"text\").equals(\"ham\") ? 0.6 : 0.9);");
        engine.apply(mixed(active(2, doubtsHam), before));

        List<Execution> executions = spamAndHam(400);

        assertThat(executions)
                .extracting(Execution::samplingProbability)
                .contains(0.2)
                .doesNotContain(0.4);
        // Not by chance: what it doubts.
        assertThat(executions.stream().filter(each -> each.draw() == Draw.LEARN))
                .hasSizeGreaterThan(40)
                .allMatch(each -> each.input().toString().contains("ham"));
    }

    /** Beside the doubts of the version before, those of a surer one would be none. */
    @Test
    void shouldLearnFromWhatTheActiveVersionDoubtsMost() {
        TaskSpec spec = spam("sampling: {policy: uncertainty, rate: 0.2}");
        engine.apply(deployment(spec, 1, active(1, sure(0.6))));
        spamAndHam(2_000);
        // To look at another version changes nothing.
        assertThat(engine.isUsable(deployment(spec, 3, active(2, sure(0.9))))).isTrue();
        assertThat(learned(spamAndHam(300))).isBetween(20L, 50L);

        engine.apply(deployment(spec, 2, active(2, sure(0.9))));

        assertThat(learned(spamAndHam(300))).isBetween(20L, 50L);
    }

    private static long learned(List<Execution> executions) {
        return executions.stream().filter(each -> each.draw() == Draw.LEARN).count();
    }

    private static String sure(double confidence) {
        return program("return Answer.of(\"ham\", " + confidence + ");");
    }

    /** So many right of 20, where one of two answers is rare. */
    private static LiveVersion.Audit audit(int right) {
        return new LiveVersion.Audit(20, right, 0.4);
    }

    /** Version 1 of the task, of which versions disagree on half of the requests. */
    private static Deployment mixed(LiveVersion... versions) {
        TaskSpec task = spam("sampling: {policy: mixed, rate: 0.4}");
        return new Deployment("spam", 1, task, List.of(versions), null, 0.5, null, NOW);
    }

    private List<Execution> spamAndHam(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(
                        i ->
                                execution(
                                        executed(
                                                "{\"id\":\"r-%d\",\"input\":{\"text\":\"%s\"}}"
                                                        .formatted(
                                                                i, i % 2 == 0 ? "spam" : "ham"))))
                .toList();
    }

    /** The oracle answers it in any case, so that there is nothing to draw for. */
    @Test
    void shouldNotDrawToLearnFromWhatGoesToTheOracleAnyway() {
        String abstains = program("return Answer.abstain();");
        engine.apply(
                deployment(
                        spam("fallback: oracle", "sampling: {policy: uncertainty, rate: 0.5}"),
                        1,
                        active(1, abstains)));

        for (int i = 0; i < 200; i++) {
            Execution execution =
                    execution(executed("{\"id\":\"r-" + i + "\",\"input\":{\"text\":\"a\"}}"));
            assertThat(execution.draw()).isIn(null, Draw.AUDIT);
        }
    }

    @Test
    void shouldSwapToNewerRevisionsOnly() {
        assertThat(engine.apply(deployment(spam(), 2, active(2, answering("spam")))))
                .isEqualTo(Applied.SWAPPED);
        assertThat(engine.apply(deployment(spam(), 1, active(1, answering("ham")))))
                .isEqualTo(Applied.STALE);
        assertThat(engine.apply(deployment(spam(), 2, active(1, answering("ham")))))
                .isEqualTo(Applied.STALE);

        assertThat(executed("{\"input\":{\"text\":\"a\"}}").version()).isEqualTo(2);
    }

    @Test
    void shouldKeepWhatItHasWhenOneVersionDoesNotCompile() {
        engine.apply(deployment(spam(), 1, active(1, answering("ham"))));

        Applied applied =
                engine.apply(
                        deployment(
                                spam(),
                                2,
                                active(2, answering("spam")),
                                live(3, Stage.SHADOW, 1, program("return 5;"))));

        assertThat(applied).isEqualTo(Applied.REFUSED);
        assertThat(executed("{\"input\":{\"text\":\"a\"}}").version()).isEqualTo(1);
        assertThat(events).extracting(Event::kind).contains(Event.Kind.DEPLOYMENT_REFUSED);
        assertThat(events.get(1).message())
                .isEqualTo(
                        "v3: line 4, column 16: Type mismatch: cannot convert from int to Answer"
                                + " (v1 active goes on)");
    }

    @Test
    void shouldRefuseASourceThatWasChangedOnItsWay() {
        Deployment deployment = deployment(spam(), 1, active(1, answering("ham")));
        Deployment changed =
                new Deployment(
                        "spam",
                        1,
                        deployment.spec(),
                        List.of(
                                new LiveVersion(
                                        1,
                                        Stage.ACTIVE,
                                        1,
                                        deployment.versions().get(0).hash(),
                                        "ecj",
                                        answering("spam"))),
                        null,
                        NOW);

        assertThat(engine.apply(changed)).isEqualTo(Applied.REFUSED);
        assertThat(events.get(0).message())
                .isEqualTo(
                        "versions: v1 does not match its hash: the source was changed on its way"
                                + " (nothing runs)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input_schema | spec: input_schema is missing (nothing runs)",
                "output_schema | spec: output_schema is missing (nothing runs)",
                "sampling | spec: sampling is missing (nothing runs)",
                "privacy | spec: privacy is missing (nothing runs)",
                "fallback | spec: fallback is missing (nothing runs)",
                "default_output | spec: default_output is missing (nothing runs)",
            })
    void shouldRefuseATaskThatIsNotWhole(String field, String message) throws IOException {
        Deployment whole =
                deployment(
                        spam("fallback: default", "default_output: ham"),
                        1,
                        active(1, answering("ham")));
        ObjectNode changed = (ObjectNode) Json.MAPPER.readTree(Json.bytes(whole));
        ((ObjectNode) changed.get("spec")).remove(field);

        assertThat(engine.apply(Json.read(Json.bytes(changed), Deployment.class)))
                .isEqualTo(Applied.REFUSED);
        assertThat(events.get(0).message()).isEqualTo(message);
    }

    @Test
    void shouldRefuseASamplingRateThatIsNoProbability() throws IOException {
        Deployment whole = deployment(spam(), 1, active(1, answering("ham")));
        ObjectNode changed = (ObjectNode) Json.MAPPER.readTree(Json.bytes(whole));
        ((ObjectNode) changed.get("spec").get("sampling")).put("rate", 5);

        assertThat(engine.apply(Json.read(Json.bytes(changed), Deployment.class)))
                .isEqualTo(Applied.REFUSED);
        assertThat(events.get(0).message())
                .isEqualTo("spec: sampling has rate 5.0, which is not in [0, 1] (nothing runs)");
    }

    @Test
    void shouldTakeATaskWithoutExamples() throws IOException {
        Deployment whole = deployment(spam(), 1, active(1, answering("ham")));
        ObjectNode changed = (ObjectNode) Json.MAPPER.readTree(Json.bytes(whole));
        ((ObjectNode) changed.get("spec")).remove("examples");

        assertThat(engine.apply(Json.read(Json.bytes(changed), Deployment.class)))
                .isEqualTo(Applied.SWAPPED);
    }

    @Test
    void shouldSayWhetherADeploymentIsUsableWhateverItsRevision() {
        engine.apply(deployment(spam(), 5, active(1, answering("ham"))));

        assertThat(engine.isUsable(deployment(spam(), 2, active(2, answering("spam"))))).isTrue();
        assertThat(engine.isUsable(deployment(spam(), 9, active(2, answering("spam"))))).isTrue();
        assertThat(engine.isUsable(new Deployment("spam", 6, null, List.of(), null, NOW))).isTrue();
        assertThat(engine.isUsable(deployment(spam(), 6, active(2, program("return 5;")))))
                .isFalse();
        assertThat(engine.isUsable(deployment(spam(), 0, active(2, answering("spam"))))).isFalse();

        assertThat(executed("{\"input\":{\"text\":\"a\"}}").version()).isEqualTo(1);
        assertThat(events)
                .extracting(Event::kind)
                .containsExactly(Event.Kind.DEPLOYMENT_APPLIED, Event.Kind.VERSION_ANSWERED_FIRST);
    }

    @Test
    void shouldStopARetiredTask() {
        engine.apply(deployment(spam(), 1, active(1, answering("ham"))));
        engine.apply(new Deployment("spam", 2, null, List.of(), null, NOW));

        assertThat(rejected("{\"input\":{\"text\":\"a\"}}").message())
                .isEqualTo("task 'spam' is not deployed; no task is deployed");
    }

    @Test
    void shouldTellWhenAVersionAnswersFirst() {
        engine.apply(deployment(spam(), 1, active(1, answering("ham"))));
        executed("{\"input\":{\"text\":\"a\"}}");
        executed("{\"input\":{\"text\":\"a\"}}");
        engine.apply(deployment(spam(), 2, active(2, answering("spam"))));
        executed("{\"input\":{\"text\":\"a\"}}");

        assertThat(events)
                .extracting(Event::kind, Event::revision, Event::message)
                .containsExactly(
                        tuple(Event.Kind.DEPLOYMENT_APPLIED, 1L, "v1 active"),
                        tuple(
                                Event.Kind.VERSION_ANSWERED_FIRST,
                                1L,
                                "v1 answered its first request"),
                        tuple(Event.Kind.DEPLOYMENT_APPLIED, 2L, "v2 active"),
                        tuple(
                                Event.Kind.VERSION_ANSWERED_FIRST,
                                2L,
                                "v2 answered its first request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\u0000", "{", "\"", "{\"input\":{\"a\":tru}}", "nul", "1e", "{\"a\"}"})
    void shouldNeverThrowWhateverTheBytes(String record) {
        assertThat(engine.execute(record(record))).isInstanceOf(Rejected.class);
    }

    private Engine engine(EngineOptions options) {
        return new Engine(options, 0, Clock.fixed(NOW, ZoneOffset.UTC), events::add);
    }

    private Executed executed(String record) {
        Outcome outcome = engine.execute(record(record));
        assertThat(outcome).isInstanceOf(Executed.class);
        return (Executed) outcome;
    }

    private DeadLetter rejected(String record) {
        return rejected(record(record));
    }

    private DeadLetter rejected(RawRecord record) {
        return ((Rejected) engine.execute(record)).deadLetter();
    }

    private static RawRecord record(String text) {
        return RawRecord.whole(text.getBytes(StandardCharsets.UTF_8), "/data/in.jsonl", 42);
    }

    private static Result result(Executed executed) {
        return Json.read(executed.result(), Result.class);
    }

    private static Execution execution(Executed executed) {
        return Json.read(executed.execution(), Execution.class);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

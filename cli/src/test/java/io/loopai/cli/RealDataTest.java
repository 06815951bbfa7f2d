package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.DeadLetter;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run command over data that was not made for it, whole and damaged. */
class RealDataTest {

    private static final String TASK =
            """
            id: spam
            input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
            output_schema: {type: string, enum: [spam, ham]}
            sampling: {rate: 0.1}
            """;

    private static final String PROGRAM =
            """
            import io.loopai.program.*;
            public final class Spam implements Program {
                public Answer answer(Input in) {
                    String text = in.text("text").toLowerCase();
                    boolean spam = text.contains("free") || text.contains("call");
                    return Answer.of(spam ? "spam" : "ham", 0.8);
                }
            }
            """;

    @TempDir private Path folder;
    private DataDir data;

    @BeforeEach
    void addProgram() throws IOException {
        Path task = Files.writeString(folder.resolve("spam.yaml"), TASK);
        Path source = Files.writeString(folder.resolve("Spam.java"), PROGRAM);
        data = DataDir.open(folder.resolve("data"));
        Outcome added =
                Shell.run("program", "add", "--task", task, "--source", source, "--data-dir", data);
        assertThat(added.exitCode()).as(added.err()).isZero();
    }

    @Test
    void shouldAnswerEveryMessageOnceAndKeepItsLabel() throws Exception {
        Path messages = ThirdPartyData.require("sms_spam/test.jsonl");

        JsonNode report = run("--input", messages);

        Map<String, JsonNode> requests = byId(Files.readAllLines(messages));
        assertThat(report.get("results").asInt()).isEqualTo(requests.size());
        Map<String, JsonNode> executions = shouldHaveOneExecutionForEachResult();
        assertThat(executions.keySet()).isEqualTo(requests.keySet());
        executions.forEach(
                (id, execution) -> {
                    JsonNode request = requests.get(id);
                    assertThat(execution.get("label")).isEqualTo(request.get("output"));
                    assertThat(execution.get("input")).isEqualTo(request.get("input"));
                });
        assertThat(deadLetters()).isEmpty();
        shouldBeReadByDuckDb(executions.values());
        QueryTools.requireJq();
        shouldBeReadByJq(executions.values());
    }

    @Test
    void shouldAnswerEveryLineOfEveryLog() throws Exception {
        Path logs = ThirdPartyData.require("logs");

        JsonNode report = run("--input", logs.resolve("*.log"), "--format", "text");

        Map<String, Long> lines = new HashMap<>();
        for (Path log : list(logs)) {
            lines.put(log.toString().substring(1), (long) Files.readAllLines(log).size());
        }
        assertThat(lines).hasSizeGreaterThan(5);
        Map<String, JsonNode> executions = shouldHaveOneExecutionForEachResult();
        // Named by where they stand: file:offset.
        Map<String, Long> answered =
                executions.keySet().stream()
                        .map(id -> id.substring(0, id.lastIndexOf(':')))
                        .collect(Collectors.groupingBy(file -> file, Collectors.counting()));
        assertThat(answered).isEqualTo(lines);
        assertThat(report.get("records_in").asLong()).isEqualTo(executions.size());
        assertThat(deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"damaged.jsonl", "damaged.jsonl.gz"})
    void shouldSortOutDamagedRequestsByReason(String name) throws Exception {
        Path messages = ThirdPartyData.require("sms_spam/test.jsonl");
        Path damaged = folder.resolve(name);
        Damage damage = new Damage(20_260_131);
        damage.requests(messages, damaged);

        JsonNode report = run("--input", damaged);

        Map<String, JsonNode> executions = shouldHaveFoundTheDamage(damage, report);
        Map<String, JsonNode> requests = byId(Files.readAllLines(messages));
        // A byte order mark or a Windows line end changes nothing of what is inside.
        executions.forEach(
                (id, execution) -> {
                    assertThat(execution.get("input")).isEqualTo(requests.get(id).get("input"));
                    assertThat(execution.get("label")).isEqualTo(requests.get(id).get("output"));
                });
        shouldBeReadByDuckDb(executions.values());
        assertThat(
                        QueryTools.duckdb(
                                data.deadLetters(),
                                "select reason, count(*) from FILES group by reason order by"
                                        + " reason"))
                .isEqualTo(
                        damage.expected().entrySet().stream()
                                .map(each -> Json.name(each.getKey()) + " " + each.getValue())
                                .sorted()
                                .toList());
        QueryTools.requireJq();
        shouldBeReadByJq(executions.values());
    }

    @Test
    void shouldSortOutDamagedLogLinesByReason() throws Exception {
        Path logs = ThirdPartyData.require("logs");
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Damage damage = new Damage(7);
        damage.log(logs.resolve("OpenSSH_2k.log"), inbox.resolve("a.log"));
        damage.log(logs.resolve("HDFS_2k.log"), inbox.resolve("b.log.gz"));

        shouldHaveFoundTheDamage(damage, run("--input", inbox, "--format", "text"));
    }

    private JsonNode run(Object... options) {
        List<Object> args = new ArrayList<>(List.of("run", "--task", "spam", "--json"));
        args.addAll(List.of("--data-dir", data, "--parallelism", 2));
        args.addAll(List.of(options));
        Outcome outcome = Shell.run(args.toArray());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.json();
    }

    private Map<String, JsonNode> shouldHaveFoundTheDamage(Damage damage, JsonNode report) {
        Map<DeadLetter.Reason, Long> reasons =
                deadLetters().stream()
                        .map(letter -> letter.get("reason").asText().toUpperCase(Locale.ROOT))
                        .collect(
                                Collectors.groupingBy(
                                        DeadLetter.Reason::valueOf, Collectors.counting()));
        assertThat(reasons).isEqualTo(damage.expected());
        Map<String, JsonNode> executions = shouldHaveOneExecutionForEachResult();
        assertThat(executions).hasSize((int) damage.lines() - deadLetters().size());
        assertThat(report.get("records_in").asLong()).isEqualTo(damage.lines());
        assertThat(report.get("dead_letters").asInt()).isEqualTo(deadLetters().size());
        return executions;
    }

    /** Distinct ids, and every line as the wire schema wants it. */
    private Map<String, JsonNode> shouldHaveOneExecutionForEachResult() {
        Map<String, JsonNode> results = byId(valid(data.results("spam"), "result"));
        Map<String, JsonNode> executions = byId(valid(data.executions("spam"), "execution"));
        assertThat(executions.keySet()).isEqualTo(results.keySet());
        executions.forEach(
                (id, execution) ->
                        assertThat(results.get(id).get("output"))
                                .isEqualTo(execution.get("output")));
        assertThat(valid(data.samples("spam"), "sample"))
                .hasSize(
                        (int)
                                executions.values().stream()
                                        .filter(each -> each.get("sampled").asBoolean())
                                        .count());
        assertThat(valid(data.events(), "event")).isNotEmpty();
        return executions;
    }

    private List<JsonNode> deadLetters() {
        return valid(data.deadLetters(), "dead_letter");
    }

    private static List<JsonNode> valid(Path folder, String record) {
        JsonSchema schema = JsonSchema.ofRecord(record);
        List<JsonNode> lines = new ArrayList<>();
        JsonLines.forEach(
                folder,
                line -> {
                    JsonNode node = Json.read(line, JsonNode.class);
                    assertThat(schema.problem(node)).as("%s", node).isEmpty();
                    lines.add(node);
                });
        return lines;
    }

    private static Map<String, JsonNode> byId(List<?> records) {
        Map<String, JsonNode> byId = new HashMap<>();
        for (Object record : records) {
            JsonNode node =
                    record instanceof JsonNode known
                            ? known
                            : Json.read(
                                    record.toString().getBytes(StandardCharsets.UTF_8),
                                    JsonNode.class);
            assertThat(byId.put(node.get("id").asText(), node)).as("twice: %s", node).isNull();
        }
        return byId;
    }

    private void shouldBeReadByDuckDb(Collection<JsonNode> executions) throws Exception {
        int count = executions.size();
        Path folder = data.executions("spam");
        assertThat(QueryTools.duckdb(folder, "select count(*), count(distinct id) from FILES"))
                .containsExactly(count + " " + count);
        assertThat(
                        QueryTools.duckdb(
                                folder,
                                "select version, count(*), count(*) filter (label = output)"
                                        + " from FILES group by version"))
                .containsExactly("1 " + count + " " + agreeing(executions));
        assertThat(
                        QueryTools.duckdb(
                                folder,
                                "select count(*) from FILES where date = executed_at::date"))
                .as("partition column")
                .containsExactly(Integer.toString(count));
    }

    private void shouldBeReadByJq(Collection<JsonNode> executions) throws Exception {
        assertThat(
                        QueryTools.jq(
                                data.executions("spam"),
                                "[length, (map(.id) | unique | length),"
                                        + " (map(select(.label == .output)) | length)]"))
                .isEqualTo(
                        "[%d,%d,%d]"
                                .formatted(
                                        executions.size(),
                                        executions.size(),
                                        agreeing(executions)));
    }

    private static long agreeing(Collection<JsonNode> executions) {
        return executions.stream().filter(e -> e.get("output").equals(e.get("label"))).count();
    }

    private static List<Path> list(Path logs) throws IOException {
        try (var files = Files.list(logs)) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }
}

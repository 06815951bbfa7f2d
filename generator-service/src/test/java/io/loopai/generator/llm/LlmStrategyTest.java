package io.loopai.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.task.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LlmStrategyTest {

    private static final LlmOptions ONE = new LlmOptions(1, 2, 5);

    private final LlmServer server = LlmServer.start();
    private final CostBudget budget = CostBudget.ofUsd(1);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldWriteSeveralCandidatesFromDifferentPrompts() {
        server.then(Behaviour.says(Tasks.GOOD));

        List<WrittenProgram> programs = write(LlmOptions.DEFAULT, "balanced", Tasks.rows(40));

        assertThat(programs)
                .hasSize(3)
                .allSatisfy(
                        program -> {
                            assertThat(program.problem()).isNull();
                            assertThat(program.className()).isEqualTo("Fruit");
                            assertThat(program.source()).startsWith("import io.loopai.program.*;");
                            assertThat(program.seen()).hasSize(10);
                            assertThat(program.transcript().messages()).hasSize(3);
                            assertThat(program.transcript().calls()).isEqualTo(1);
                            assertThat(program.transcript().costUsd()).isPositive();
                            for (LabelledRow row : program.seen()) {
                                assertThat(program.transcript().messages().get(1).text())
                                        .contains(row.input().toString());
                            }
                        });
        assertThat(programs.get(0).seen()).isNotEqualTo(programs.get(1).seen());
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests())
                .extracting(request -> request.path("temperature").asDouble())
                .containsExactlyInAnyOrder(0.3, 0.6, 0.9);
        assertThat(server.requests())
                .extracting(request -> request.at("/messages/1/content").asText())
                .doesNotHaveDuplicates();
        JsonNode json = Json.MAPPER.valueToTree(programs.get(0).transcript());
        assertThat(json.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(json.path("cost_usd").asDouble()).isPositive();
    }

    @Test
    void shouldSendBackWhatDoesNotCompileAndWhatIsNotAllowed() {
        server.then(Behaviour.says(Tasks.NO_JAVA))
                .then(Behaviour.says(Tasks.HOSTILE))
                .then(Behaviour.says(Tasks.GOOD));

        WrittenProgram program = write(ONE, "balanced", Tasks.rows(2)).get(0);

        assertThat(program.problem()).isNull();
        assertThat(program.transcript().calls()).isEqualTo(3);
        assertThat(message(1, 2)).isEqualTo(Tasks.NO_JAVA);
        assertThat(message(1, 3))
                .startsWith("The program cannot be used:\nline 6, column ")
                .contains("sounds(String)")
                .endsWith(
                        "Mend this without making the program less thorough. Reply with the complete"
                                + " class again, in one ```java block.");
        assertThat(message(2, 2)).isEqualTo(Tasks.HOSTILE);
        assertThat(message(2, 3)).contains("line 6: java.lang.System.getenv");
    }

    @Test
    void shouldSendBackMistakesOfRowsThatAreNotMeasuredThen() {
        server.then(Behaviour.says(Tasks.ALWAYS_APPLE)).then(Behaviour.says(Tasks.GOOD));

        WrittenProgram program = write(ONE, "balanced", Tasks.rows(40)).get(0);

        assertThat(program.source()).contains("pear");
        assertThat(server.requests()).hasSize(2);
        assertThat(message(1, 3))
                .startsWith(
                        "The program answered 20 of 40 labelled rows rightly. It went wrong on rows"
                                + " such as:\n{\"text\":\"pear ")
                .contains("-> should be \"pear\", was \"apple\" with confidence 0.8\n");
        // Half of the rows, drawn before the program was known, and not only those in the prompt.
        assertThat(program.seen()).hasSize(40);
    }

    /** Each looks for mistakes on other rows; together they would leave next to none. */
    @Test
    void shouldLeaveHalfOfEachLabelToMeasureAllProgramsOn() {
        server.then(Behaviour.says(Tasks.ALWAYS_APPLE));
        List<LabelledRow> rows = new ArrayList<>(Tasks.rows(40));
        rows.addAll(List.of(Tasks.row("a", "fig"), Tasks.row("b", "fig"), Tasks.row("c", "fig")));

        Set<LabelledRow> seen = new HashSet<>();
        write(LlmOptions.DEFAULT, "balanced", rows).forEach(program -> seen.addAll(program.seen()));

        assertThat(seen).filteredOn(row -> row.output().textValue().equals("apple")).hasSize(20);
        assertThat(seen).filteredOn(row -> row.output().textValue().equals("pear")).hasSize(20);
        assertThat(seen).filteredOn(row -> row.output().textValue().equals("fig")).hasSize(2);
    }

    /** Who has seen one of them has as good as seen the others. */
    @Test
    void shouldLeaveRowsToMeasureOnThatAreNotNearlyTheSameAsThoseShown() {
        server.then(Behaviour.says(Tasks.ALWAYS_APPLE));
        List<LabelledRow> rows = Tasks.dozens(10);
        Predecessor old = new Predecessor("class Old {}", "it is old", "by a year", Map.of());

        List<WrittenProgram> first = write(settings(), ONE, "balanced", rows, Optional.empty());
        List<WrittenProgram> mended = write(settings(), ONE, "balanced", rows, Optional.of(old));

        assertThat(dozens(first.get(0).seen())).hasSize(10);
        assertThat(dozens(mended.get(0).seen())).hasSizeBetween(4, 16);
    }

    @Test
    void shouldTellOfThePredecessorAndMeasureOnNoRowThatItTellsOf() {
        server.then(Behaviour.says(Tasks.GOOD));
        List<LabelledRow> rows = Tasks.rows(40);
        Map<String, Predecessor.Verdict> verdicts = new HashMap<>();
        for (LabelledRow row : rows) {
            boolean right = row.output().asText().equals("apple");
            verdicts.put(
                    row.id(), new Predecessor.Verdict(Json.MAPPER.valueToTree("apple"), right));
        }
        Predecessor old = new Predecessor("class Old {}", "it is old", "by a year", verdicts);

        List<WrittenProgram> programs =
                write(settings(), new LlmOptions(2, 0, 5), "balanced", rows, Optional.of(old));

        List<LabelledRow> half = PromptHalf.of(rows);
        long pears = half.stream().filter(row -> row.output().asText().equals("pear")).count();
        for (int i = 0; i < 2; i++) {
            assertThat(message(i, 1))
                    .contains(
                            "Write a better one, because it is old: by a year.\n",
                            "Of " + half.size() + " labelled rows that it had not learned from",
                            "- should be \"pear\", was \"apple\": " + pears + " (100% of",
                            "  words that are frequent there: pear (in " + pears + " of these",
                            "```java\nclass Old {}\n```\n");
            assertThat(programs.get(i).seen()).containsExactlyInAnyOrderElementsOf(half);
        }
        rows.stream()
                .filter(row -> !half.contains(row))
                .forEach(
                        row ->
                                assertThat(server.requests().toString())
                                        .doesNotContain('"' + row.id() + "\\\""));
    }

    @Test
    void shouldMeasureAStrictTaskOnAllRowsForNoneIsTold() {
        server.then(Behaviour.says(Tasks.GOOD));
        List<LabelledRow> rows = Tasks.rows(5);
        Predecessor old =
                new Predecessor(
                        "class Old {}",
                        "it is old",
                        "apple aaa",
                        Map.of("pear baa", new Predecessor.Verdict(null, false)));

        WrittenProgram program = write(settings(), ONE, "strict", rows, Optional.of(old)).get(0);

        assertThat(program.seen()).isEqualTo(Set.of());
        assertThat(message(0, 1))
                .contains(
                        "Write a better one, because it is old.\n"
                                + "Of 1 labelled rows that it had not learned from it got 1 wrong:\n"
                                + "- should be \"pear\", was no answer: 1 (100% of the mistakes)\n")
                .doesNotContain("class Old", "apple aaa", "pear baa");
    }

    @Test
    void shouldKeepTheBestOfItsVersions() {
        server.then(Behaviour.says(Tasks.ALWAYS_APPLE))
                .then(Behaviour.says(Tasks.HOSTILE))
                .then(Behaviour.says(Tasks.reply("Answer.of(\"pie\")")));

        WrittenProgram program = write(ONE, "balanced", Tasks.rows(2)).get(0);

        assertThat(program.problem()).isNull();
        assertThat(program.source()).contains("Answer.of(\"apple\", 0.8)");
    }

    @Test
    void shouldSayWhyACandidateCameToNothing() {
        server.then(Behaviour.says(Tasks.HOSTILE));

        WrittenProgram program = write(ONE, "balanced", Tasks.rows(2)).get(0);

        assertThat(program.className()).isNull();
        assertThat(program.source()).contains("getenv");
        assertThat(program.problem())
                .startsWith("line 6: java.lang.System.getenv")
                .contains("is not allowed");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldTellAReplyThatBreaksOff() {
        String half = Tasks.GOOD.substring(0, Tasks.GOOD.indexOf("return"));
        server.then(Behaviour.breaksOffAfter(half))
                .then(Behaviour.says("No."))
                .then(Behaviour.breaksOffAfter(Tasks.GOOD + "And so on"));

        WrittenProgram program = write(ONE, "balanced", Tasks.rows(2)).get(0);

        assertThat(program.problem()).isNull();
        assertThat(message(1, 3))
                .startsWith(
                        "The program cannot be used:\nthe reply breaks off after "
                                + half.length() / 4
                                + " tokens, before the class ends; write a shorter class that ends"
                                + " within 2000 tokens\n");
        assertThat(message(2, 3))
                .startsWith(
                        "The program cannot be used:\nthe reply holds no class that implements"
                                + " Program; put it into one ```java block\n");
    }

    @Test
    void shouldComeToNothingWhenTheKeyIsRefused() {
        server.then(Behaviour.refusesKey());

        assertThat(write(LlmOptions.DEFAULT, "balanced", Tasks.rows(2)))
                .hasSize(3)
                .allSatisfy(
                        program -> {
                            assertThat(program.source()).isNull();
                            assertThat(program.problem())
                                    .isEqualTo(
                                            "the endpoint "
                                                    + server.url()
                                                    + " refused the key (HTTP 401, invalid_api_key);"
                                                    + " set OPENAI_API_KEY to one that is valid"
                                                    + " there and may use model 'gpt-4o'");
                        });
    }

    @Test
    void shouldComeToNothingWhenTheEndpointHangs() {
        server.then(Behaviour.hangs());

        assertThat(
                        write(
                                settings().timeout(Duration.ofMillis(300)),
                                ONE,
                                "balanced",
                                Tasks.rows(2)))
                .extracting(WrittenProgram::problem)
                .containsExactly(
                        "the endpoint "
                                + server.url()
                                + " did not answer within 0.3 s; raise the timeout, choose a faster"
                                + " model, or check that it is up");
    }

    @Test
    void shouldKeepWhatWasWrittenWhenTheEndpointFailsLater() {
        server.then(Behaviour.busy("0"))
                .then(Behaviour.says(Tasks.ALWAYS_APPLE))
                .then(Behaviour.fails());

        WrittenProgram program = write(ONE, "balanced", Tasks.rows(2)).get(0);

        assertThat(program.problem()).isNull();
        assertThat(program.source()).contains("Answer.of(\"apple\", 0.8)");
        assertThat(budget.spentUsd()).isPositive().isLessThan(0.1);
    }

    @Test
    void shouldSendNoRowOfAStrictTask() {
        server.then(Behaviour.says(Tasks.ALWAYS_APPLE));

        WrittenProgram program = write(ONE, "strict", Tasks.rows(5)).get(0);

        assertThat(program.problem()).isNull();
        assertThat(program.seen()).isEqualTo(new HashSet<>());
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().toString()).doesNotContain("apple aaa", "Examples:");
    }

    /** The dozens that rows are of, each of them whole. */
    private static Set<String> dozens(Set<LabelledRow> rows) {
        Map<String, Long> sizes =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.id().replaceAll(" \\d+", ""),
                                        Collectors.counting()));
        assertThat(sizes.values()).containsOnly(12L);
        return sizes.keySet();
    }

    private String message(int request, int message) {
        return server.requests().get(request).at("/messages/" + message + "/content").asText();
    }

    private LlmSettings settings() {
        return LlmSettings.of(server.url(), "gpt-4o", "sk-test")
                .maxOutputTokens(2_000)
                .retries(2, Duration.ofMillis(1));
    }

    private List<WrittenProgram> write(LlmOptions options, String privacy, List<LabelledRow> rows) {
        return write(settings(), options, privacy, rows);
    }

    private List<WrittenProgram> write(
            LlmSettings settings, LlmOptions options, String privacy, List<LabelledRow> rows) {
        return write(settings, options, privacy, rows, Optional.empty());
    }

    private List<WrittenProgram> write(
            LlmSettings settings,
            LlmOptions options,
            String privacy,
            List<LabelledRow> rows,
            Optional<Predecessor> old) {
        try (LlmClient client = LlmClient.open(settings, PriceTable.standard(), budget, null)) {
            return new LlmStrategy(client, options).write(Tasks.fruit(privacy), rows, old, 1);
        }
    }
}

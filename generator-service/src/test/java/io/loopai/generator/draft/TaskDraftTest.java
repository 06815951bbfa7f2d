package io.loopai.generator.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import io.loopai.task.Json;
import io.loopai.task.TaskExample;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskDraftTest {

    private final List<LabelledRow> rows = new ArrayList<>();

    @Test
    void shouldRequireOnlyWhatIsAlwaysThere() {
        row("{'text': 'a', 'n': 1, 'deep': {'flag': true, 'kind': 'x'}, 'note': null}", "'a'");
        row("{'text': 'b', 'n': 1.5, 'deep': {'flag': false}, 'note': 'y', 'more': ['z']}", "'b'");

        assertThat(task().inputSchema())
                .isEqualTo(
                        json(
                                "{'type':'object','properties':{"
                                        + "'text':{'type':'string'},'n':{'type':'number'},"
                                        + "'deep':{'type':'object','properties':{"
                                        + "'flag':{'type':'boolean'},'kind':{'type':'string'}},"
                                        + "'required':['flag']},"
                                        + "'note':{'type':['null','string']},"
                                        + "'more':{'type':'array','items':{'type':'string'}}},"
                                        + "'required':['text','n','deep','note']}"));
    }

    @Test
    void shouldListLabelsInOrderOfFrequency() {
        row("{'text': 'a'}", "'rare'");
        row("{'text': 'b'}", "'yes'");
        row("{'text': 'c'}", "'yes'");

        assertThat(task().outputSchema())
                .isEqualTo(json("{'type':'string','enum':['yes','rare']}"));
    }

    @Test
    void shouldGuessBooleansNumbersAndObjectsOfThese() {
        row("{'text': 'a'}", "{'urgent': true, 'stars': 5, 'price': 2, 'team': 'sales'}");
        row("{'text': 'b'}", "{'urgent': true, 'stars': 1, 'price': 0.5}");

        assertThat(task().outputSchema())
                .isEqualTo(
                        json(
                                "{'type':'object','properties':{"
                                        + "'urgent':{'type':'boolean'},"
                                        + "'stars':{'type':'integer','minimum':1,'maximum':5},"
                                        + "'price':{'type':'number','minimum':0.5,'maximum':2},"
                                        + "'team':{'type':'string','enum':['sales']}},"
                                        + "'required':['urgent','stars','price']}"));
    }

    @Test
    void shouldTakeTwoShortExamplesOfEachLabel() {
        row("{'text': 'tiny'}", "'a'");
        row("{'text': 'a text that is longer than the others by some words'}", "'a'");
        row("{'text': 'a text of a usual length'}", "'a'");
        row("{'text': 'another text of that kind'}", "'a'");
        row("{'text': 'tiny'}", "'b'");

        assertThat(task().examples())
                .containsExactly(
                        new TaskExample(json("{'text': 'a text of a usual length'}"), json("'a'")),
                        new TaskExample(json("{'text': 'another text of that kind'}"), json("'a'")),
                        new TaskExample(json("{'text': 'tiny'}"), json("'b'")));
    }

    @Test
    void shouldTakeAtMostTwentyExamplesEachLabelOnceFirst() {
        for (int i = 0; i < 60; i++) {
            row("{'text': 'this is the text of row number " + i + "'}", "'label" + i % 15 + "'");
        }

        List<TaskExample> examples = task().examples();

        assertThat(examples).hasSize(20);
        assertThat(examples.stream().map(TaskExample::output).distinct()).hasSize(15);
    }

    @Test
    void shouldWriteTextsThatYamlWouldMisunderstand() {
        List<String> texts =
                List.of(
                        "no",
                        "null",
                        "1",
                        "- a: b",
                        "",
                        "#",
                        "\u007f\u0085\u2028\ufeff",
                        "\"\\\n",
                        "😀");
        texts.forEach(
                text ->
                        rows.add(
                                new LabelledRow(
                                        "line 1",
                                        Json.MAPPER.createObjectNode().put(text + ":", text),
                                        Json.MAPPER.getNodeFactory().textNode(text))));

        TaskSpec task = task();

        assertThat(task.outputSchema().get("enum"))
                .extracting(label -> label.textValue())
                .containsExactlyElementsOf(texts);
        assertThat(task.examples())
                .extracting(TaskExample::input)
                .containsExactlyElementsOf(rows.stream().map(LabelledRow::input).toList());
    }

    @Test
    void shouldSuggestAChoiceWhereATextHasFewValues() {
        IntStream.range(0, 10)
                .forEach(i -> row("{'text': 'row " + i + "', 'via': 'v" + i % 2 + "'}", "'a'"));

        assertThat(draft().yaml())
                .contains(
                        "# If 'via' has no other values, say so: {type: string, enum: [v0, v1]}\n")
                .doesNotContain("If 'text'");
    }

    @Test
    void shouldRefuseAnswersOfDifferentKinds() {
        row("{'text': 'a'}", "{'team': 'sales'}");
        row("{'text': 'b'}", "{'team': 3}");

        assertThatThrownBy(this::draft)
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(
                        "the answer's field 'team' is not of one kind: string (line 1), number (line"
                                + " 2); make all answers the same kind");
    }

    @Test
    void shouldRefuseLists() {
        row("{'text': 'a'}", "['sales']");

        assertThatThrownBy(this::draft)
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(
                        "the answer is of kind array (line 1); only texts, booleans, numbers and"
                                + " objects of these can be answered");
    }

    private void row(String input, String output) {
        rows.add(new LabelledRow("line " + (rows.size() + 1), json(input), json(output)));
    }

    private TaskDraft draft() {
        return TaskDraft.of("t", rows);
    }

    private TaskSpec task() {
        return TaskFile.parse(draft().yaml(), "t.yaml");
    }

    private static JsonNode json(String quoted) {
        return Json.read(
                quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}

package io.loopai.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial.Outcome;
import io.loopai.generator.llm.ProgramPrompt.Emphasis;
import io.loopai.oracle.LlmMessage;
import io.loopai.privacy.BorderException;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramPromptTest {

    private static final TaskSpec MAIL =
            TaskFile.parse(
                    """
                    id: mail
                    description: Who gets it, and who wrote it?
                    input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                    output_schema:
                      type: object
                      properties:
                        to: {type: string, enum: [sales@shop.org, help@shop.org]}
                        from: {type: string}
                      required: [to, from]
                    """,
                    "mail.yaml");

    @Test
    void shouldStateTaskApiLimitsAndExamples() {
        List<LlmMessage> messages =
                new ProgramPrompt(Tasks.fruit("balanced")).first(Tasks.rows(1), Emphasis.WORDS, "");

        assertThat(messages)
                .extracting(LlmMessage::role)
                .containsExactly(LlmMessage.Role.SYSTEM, LlmMessage.Role.USER);
        assertThat(messages.get(0).text())
                .contains("Answer.abstain()", "PhraseSet.weighted", "look-around");
        assertThat(messages.get(1).text())
                .startsWith(
                        """
                        Task: Is it about apples or pears?
                        Input schema: {"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}
                        Output schema: {"type":"string","enum":["apple","pear"]}

                        Examples:
                        {"text":"apple aaa"} -> "apple"
                        {"text":"pear baa"} -> "pear"

                        Be THOROUGH: a program of 200 to 500 lines""");
    }

    @Test
    void shouldShowTheLlmAProgramThatTheSandboxAccepts() throws Exception {
        String guide =
                new ProgramPrompt(Tasks.fruit("balanced"))
                        .first(List.of(), Emphasis.CASES, "")
                        .get(0)
                        .text();

        assertThat(Sandbox.compile(ReplyCode.in(guide).source(), CompilerKind.ECJ).className())
                .isEqualTo("TaskProgram");
    }

    @Test
    void shouldMaskRowsAndWhatProgramsSayOfThem() {
        ProgramPrompt prompt = new ProgramPrompt(Tasks.fruit("balanced"));
        LabelledRow row = Tasks.row("apples for jo@mail.org or ann@mail.org", "apple");
        Mistake mistake = new Mistake(row, new Outcome(null, 0, "bad: ann@mail.org", 1));

        assertThat(prompt.first(List.of(row), Emphasis.WORDS, "").get(1).text())
                .contains("{\"text\":\"apples for <EMAIL> or <EMAIL_2>\"} -> \"apple\"");
        assertThat(prompt.mistakes(List.of(mistake), 1, 2).text())
                .startsWith(
                        """
                        The program answered 1 of 2 labelled rows rightly. It went wrong on rows such as:
                        {"text":"apples for <EMAIL> or <EMAIL_2>"} -> should be "apple", was an error: bad: <EMAIL_2>
                        """);
    }

    @Test
    void shouldMaskAnswersInFreeTextButNoLabelOfTheSchema() {
        ProgramPrompt prompt = new ProgramPrompt(MAIL);
        ObjectNode right = answer("sales@shop.org", "jo@mail.org");
        LabelledRow row = new LabelledRow("1", Tasks.row("from jo@mail.org", "").input(), right);
        Mistake mistake =
                new Mistake(row, new Outcome(answer("help@shop.org", "x@mail.org"), 0.5, null, 1));

        assertThat(prompt.mistakes(List.of(mistake), 0, 1).text())
                .contains(
                        "{\"text\":\"from <EMAIL>\"} -> should be"
                                + " {\"to\":\"sales@shop.org\",\"from\":\"<EMAIL>\"}, was"
                                + " {\"to\":\"help@shop.org\",\"from\":\"<EMAIL_4>\"} with"
                                + " confidence 0.5\n");
    }

    @Test
    void shouldMaskNothingOfAPermissiveTask() {
        LabelledRow row = Tasks.row("apples for jo@mail.org", "apple");

        assertThat(
                        new ProgramPrompt(Tasks.fruit("permissive"))
                                .first(List.of(row), Emphasis.WORDS, "")
                                .get(1)
                                .text())
                .contains("{\"text\":\"apples for jo@mail.org\"} -> \"apple\"");
    }

    private static ObjectNode answer(String to, String from) {
        return JsonNodeFactory.instance.objectNode().put("to", to).put("from", from);
    }

    @Test
    void shouldShowNoRowsOfAStrictTask() {
        ProgramPrompt prompt = new ProgramPrompt(Tasks.fruit("strict"));

        assertThat(prompt.first(List.of(), Emphasis.WORDS, "")).hasSize(2);
        assertThatThrownBy(() -> prompt.first(Tasks.rows(1), Emphasis.WORDS, ""))
                .isInstanceOf(BorderException.class)
                .hasMessage(
                        "task 'fruit' has privacy: strict, which lets nothing of an input leave this"
                                + " machine; set oracle: human or labels and use the learned"
                                + " strategy, or set privacy: balanced, which masks personal data and"
                                + " secrets");
    }
}

package io.loopai.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.ProgramTrial.Outcome;
import io.loopai.generator.llm.ProgramPrompt.Emphasis;
import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmMessage;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProgramPromptTest {

    @Test
    void shouldStateTaskApiLimitsAndExamples() {
        List<LlmMessage> messages =
                new ProgramPrompt(Tasks.fruit("balanced"), UnaryOperator.identity())
                        .first(Tasks.rows(1), Emphasis.WORDS);

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
                        {"text":"apple 0"} -> "apple"
                        {"text":"pear 1"} -> "pear"

                        Be THOROUGH: a program of 200 to 500 lines""");
    }

    @Test
    void shouldShowTheLlmAProgramThatTheSandboxAccepts() throws Exception {
        String guide =
                new ProgramPrompt(Tasks.fruit("balanced"), UnaryOperator.identity())
                        .first(List.of(), Emphasis.CASES)
                        .get(0)
                        .text();

        assertThat(Sandbox.compile(ReplyCode.in(guide).source(), CompilerKind.ECJ).className())
                .isEqualTo("TaskProgram");
    }

    @Test
    void shouldMaskRowsAndWhatProgramsSayOfThem() {
        UnaryOperator<JsonNode> masker =
                node ->
                        node.isTextual()
                                ? JsonNodeFactory.instance.textNode("masked")
                                : ((ObjectNode) node).put("text", "***");
        ProgramPrompt prompt = new ProgramPrompt(Tasks.fruit("balanced"), masker);
        Mistake mistake =
                new Mistake(Tasks.row("apple 4111", "apple"), new Outcome(null, 0, "bad 4111", 1));

        assertThat(prompt.first(Tasks.rows(1), Emphasis.WORDS).get(1).text())
                .contains("{\"text\":\"***\"} -> \"apple\"")
                .doesNotContain("apple 0");
        assertThat(prompt.mistakes(List.of(mistake), 1, 2).text())
                .startsWith(
                        """
                        The program answered 1 of 2 labelled rows rightly. It went wrong on rows such as:
                        {"text":"***"} -> should be "apple", was an error: masked
                        """)
                .doesNotContain("4111");
    }

    @Test
    void shouldShowNoRowsOfAStrictTask() {
        ProgramPrompt prompt = new ProgramPrompt(Tasks.fruit("strict"), UnaryOperator.identity());

        assertThat(prompt.first(List.of(), Emphasis.WORDS)).hasSize(2);
        assertThatThrownBy(() -> prompt.first(Tasks.rows(1), Emphasis.WORDS))
                .isInstanceOf(LlmException.class)
                .hasMessage(
                        "task 'fruit' has privacy: strict, which lets no input leave this machine,"
                                + " so no row may stand in a prompt; use the learned strategy, or"
                                + " set privacy: balanced");
    }
}

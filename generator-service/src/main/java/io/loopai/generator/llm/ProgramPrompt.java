package io.loopai.generator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmMessage;
import io.loopai.task.Privacy;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What an LLM is told: the task, the program API and its limits, labelled rows, and later what was
 * wrong with its program. The one place where rows enter a prompt.
 *
 * <pre>{@code
 * ProgramPrompt prompt = new ProgramPrompt(task, masker);
 * List<LlmMessage> messages = prompt.first(rows, Emphasis.WORDS);
 * }</pre>
 */
public final class ProgramPrompt {

    private static final String GUIDE = guide();
    private static final int LONGEST_TEXT = 1_500;

    private final TaskSpec task;
    private final UnaryOperator<JsonNode> masker;

    /** What a variant of the prompt asks for most, so that candidates differ. */
    public enum Emphasis {
        /** Weighted lists of words and phrases. */
        WORDS(
                "Above all, write down for each answer all the words and phrases that speak for it, with"
                        + " weights by how much, far beyond those in the examples: synonyms, inflections,"
                        + " abbreviations, misspellings. Add up the weights, and give the answer that is"
                        + " ahead."),
        /** What a text looks like, and where in it things stand. */
        STRUCTURE(
                "Above all, look at structure before words: how the text begins and ends, punctuation,"
                        + " numbers, letter case, length, word order, which word another one depends on."
                        + " Then decide the rest by weighted lists of words and phrases."),
        /** Cases and exceptions. */
        CASES(
                "Above all, think through, answer by answer, every kind of input that would get it,"
                        + " the rare ones too, and which inputs look like one answer but get another."
                        + " Handle the sure cases first with precise rules, then score what is left by"
                        + " weighted lists of words and phrases.");

        private final String text;

        Emphasis(String text) {
            this.text = text;
        }
    }

    /** @param masker see {@link LlmOptions} */
    public ProgramPrompt(TaskSpec task, UnaryOperator<JsonNode> masker) {
        this.task = task;
        this.masker = masker;
    }

    /**
     * The first question.
     *
     * @throws LlmException when there are rows and the task's privacy lets none leave this machine
     */
    public List<LlmMessage> first(List<LabelledRow> rows, Emphasis emphasis) {
        checkPrivacy(rows);
        StringBuilder text = new StringBuilder();
        text.append("Task: ").append(task.description()).append('\n');
        text.append("Input schema: ").append(task.inputSchema()).append('\n');
        text.append("Output schema: ").append(task.outputSchema()).append('\n');
        if (!rows.isEmpty()) {
            text.append("\nExamples:\n");
            for (LabelledRow row : rows) {
                text.append(masked(row)).append(" -> ").append(row.output()).append('\n');
            }
        }
        text.append(
                        "\nBe THOROUGH: a program of 200 to 500 lines that knows the subject as you do is worth")
                .append(" far more than a short one. ")
                .append(emphasis.text)
                .append(
                        "\n\nReply with the complete class in one ```java block. Few words around it.");
        return List.of(LlmMessage.system(GUIDE), LlmMessage.user(text.toString()));
    }

    /** What the sandbox, or we, could not do with the last reply. */
    LlmMessage refused(String why) {
        return LlmMessage.user(
                "The program cannot be used:\n"
                        + why
                        + "\n\nMend this without making the program less thorough. Reply with the"
                        + " complete class again, in one ```java block.");
    }

    /** What the program got wrong. */
    LlmMessage mistakes(List<Mistake> mistakes, int right, int rows) {
        checkPrivacy(mistakes.stream().map(Mistake::row).toList());
        StringBuilder text = new StringBuilder();
        text.append("The program answered ").append(right).append(" of ").append(rows);
        text.append(" labelled rows rightly. It went wrong on rows such as:\n");
        for (Mistake mistake : mistakes) {
            text.append(masked(mistake.row()))
                    .append(" -> should be ")
                    .append(mistake.row().output())
                    .append(", was ")
                    .append(told(mistake.outcome()))
                    .append('\n');
        }
        text.append(
                        "\nFind out what the program does not know or weighs wrongly, and mend that for all inputs")
                .append(
                        " of the kind; do not single out these rows. Reply with the complete class again,")
                .append(" in one ```java block.");
        return LlmMessage.user(text.toString());
    }

    private String told(ProgramTrial.Outcome outcome) {
        if (outcome.output() != null) {
            return outcome.output() + " with confidence " + outcome.confidence();
        }
        // What an exception says may quote the input.
        return outcome.abstained()
                ? "Answer.abstain()"
                : "an error: " + masker.apply(TextNode.valueOf(outcome.error())).asText();
    }

    private String masked(LabelledRow row) {
        String input = masker.apply(row.input().deepCopy()).toString();
        return input.length() <= LONGEST_TEXT ? input : input.substring(0, LONGEST_TEXT) + "…";
    }

    private void checkPrivacy(List<LabelledRow> rows) {
        if (task.privacy() == Privacy.STRICT && !rows.isEmpty()) {
            throw new LlmException(
                    LlmException.Reason.PRIVACY,
                    "task '"
                            + task.id()
                            + "' has privacy: strict, which lets no input leave this machine, so no"
                            + " row may stand in a prompt; use the learned strategy, or set privacy:"
                            + " balanced");
        }
    }

    private static String guide() {
        try (InputStream in = ProgramPrompt.class.getResourceAsStream("guide.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

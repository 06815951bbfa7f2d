package io.loopai.generator.llm;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.oracle.LlmMessage;
import io.loopai.privacy.Border;
import io.loopai.privacy.BorderException;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an LLM is told: the task, the program API and its limits, labelled rows, and later what was
 * wrong with its program. Rows enter prompts here and in {@link PredecessorPrompt} alone: in the form
 * that the task's privacy lets out, see {@link Border}.
 *
 * <pre>{@code
 * ProgramPrompt prompt = new ProgramPrompt(task);
 * List<LlmMessage> messages = prompt.first(rows, Emphasis.WORDS, "");
 * }</pre>
 */
public final class ProgramPrompt {

    private static final String GUIDE = guide();
    private static final int LONGEST_TEXT = 1_500;

    private final TaskSpec task;
    private final Border border;

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

    /** Nothing of a row leaves through it but what the task's privacy lets out. */
    public ProgramPrompt(TaskSpec task) {
        this.task = task;
        this.border = Border.of(task);
    }

    /**
     * The first question.
     *
     * @param mend what to tell of the program that is to be replaced; empty when there is none
     * @throws BorderException when there are rows and the task's privacy lets none leave this machine
     */
    public List<LlmMessage> first(List<LabelledRow> rows, Emphasis emphasis, String mend) {
        StringBuilder text = new StringBuilder();
        text.append("Task: ").append(task.description()).append('\n');
        text.append("Input schema: ").append(border.schema(task.inputSchema())).append('\n');
        text.append("Output schema: ").append(border.schema(task.outputSchema())).append('\n');
        if (!rows.isEmpty()) {
            text.append("\nExamples:\n");
            for (LabelledRow row : rows) {
                Border.Row shown = border.passed(Border.Row.of(row.input(), row.output()));
                text.append(input(shown)).append(" -> ").append(shown.output()).append('\n');
            }
        }
        text.append(mend);
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
        StringBuilder text = new StringBuilder();
        text.append("The program answered ").append(right).append(" of ").append(rows);
        text.append(" labelled rows rightly. It went wrong on rows such as:\n");
        for (Mistake mistake : mistakes) {
            ProgramTrial.Outcome outcome = mistake.outcome();
            Border.Row shown =
                    border.passed(
                            new Border.Row(
                                    mistake.row().input(),
                                    mistake.row().output(),
                                    outcome.output(),
                                    outcome.error()));
            text.append(input(shown))
                    .append(" -> should be ")
                    .append(shown.output())
                    .append(", was ")
                    .append(told(outcome, shown))
                    .append('\n');
        }
        text.append(
                        "\nFind out what the program does not know or weighs wrongly, and mend that for all inputs")
                .append(
                        " of the kind; do not single out these rows. Reply with the complete class again,")
                .append(" in one ```java block.");
        return LlmMessage.user(text.toString());
    }

    private static String input(Border.Row shown) {
        String input = shown.input().toString();
        return input.length() <= LONGEST_TEXT ? input : input.substring(0, LONGEST_TEXT) + "…";
    }

    private static String told(ProgramTrial.Outcome outcome, Border.Row shown) {
        if (outcome.output() != null) {
            return shown.was() + " with confidence " + outcome.confidence();
        }
        return outcome.abstained() ? "Answer.abstain()" : "an error: " + shown.error();
    }

    private static String guide() {
        try (InputStream in = ProgramPrompt.class.getResourceAsStream("guide.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

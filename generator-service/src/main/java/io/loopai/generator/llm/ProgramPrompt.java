package io.loopai.generator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmMessage;
import io.loopai.privacy.Border;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an LLM is told: the task, the program API and its limits, labelled rows, and later what was
 * wrong with its program. The one place where rows enter a prompt: in the form that the task's privacy
 * lets out, see {@link Border}.
 *
 * <pre>{@code
 * ProgramPrompt prompt = new ProgramPrompt(task);
 * List<LlmMessage> messages = prompt.first(rows, Emphasis.WORDS);
 * }</pre>
 */
public final class ProgramPrompt {

    private static final String GUIDE = guide();
    private static final int LONGEST_TEXT = 1_500;

    private final TaskSpec task;
    private final Border border;

    /** The labels that the output schema names, which stands in the prompt as it is. */
    private final Set<JsonNode> labels = new HashSet<>();

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
        this.border = Border.of(task.privacy());
        task.outputSchema().findValues("enum").forEach(values -> values.forEach(labels::add));
        labels.addAll(task.outputSchema().findValues("const"));
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
                JsonNode shown = shown(row, null);
                text.append(input(shown)).append(" -> ").append(right(row, shown)).append('\n');
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
            JsonNode shown = shown(mistake.row(), mistake.outcome());
            text.append(input(shown))
                    .append(" -> should be ")
                    .append(right(mistake.row(), shown))
                    .append(", was ")
                    .append(told(mistake.outcome(), shown))
                    .append('\n');
        }
        text.append(
                        "\nFind out what the program does not know or weighs wrongly, and mend that for all inputs")
                .append(
                        " of the kind; do not single out these rows. Reply with the complete class again,")
                .append(" in one ```java block.");
        return LlmMessage.user(text.toString());
    }

    /**
     * A row, and what a program made of it: as one record, so that a value has the same mask in all
     * of it. What programs answer, and what their errors say, may quote the input.
     *
     * @param outcome null where there is none
     */
    private JsonNode shown(LabelledRow row, ProgramTrial.Outcome outcome) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.set("input", row.input());
        record.set("output", row.output());
        if (outcome != null) {
            record.set("was", outcome.output());
            record.put("error", outcome.error());
        }
        return border.passed(record);
    }

    private static String input(JsonNode shown) {
        String input = shown.get("input").toString();
        return input.length() <= LONGEST_TEXT ? input : input.substring(0, LONGEST_TEXT) + "…";
    }

    private JsonNode right(LabelledRow row, JsonNode shown) {
        return answer(row.output(), shown.get("output"));
    }

    private String told(ProgramTrial.Outcome outcome, JsonNode shown) {
        if (outcome.output() != null) {
            return answer(outcome.output(), shown.get("was"))
                    + " with confidence "
                    + outcome.confidence();
        }
        return outcome.abstained()
                ? "Answer.abstain()"
                : "an error: " + shown.get("error").asText();
    }

    /** An answer as it may be shown; labels always as the schema spells them. */
    private JsonNode answer(JsonNode output, JsonNode masked) {
        if (labels.contains(output)) {
            return output;
        }
        if (!output.isObject()) {
            return masked;
        }
        ObjectNode answer = masked.deepCopy();
        output.properties().stream()
                .filter(field -> masked.has(field.getKey()))
                .forEach(
                        field ->
                                answer.set(
                                        field.getKey(),
                                        answer(field.getValue(), masked.get(field.getKey()))));
        return answer;
    }

    private void checkPrivacy(List<LabelledRow> rows) {
        if (!border.letsInputsPass() && !rows.isEmpty()) {
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

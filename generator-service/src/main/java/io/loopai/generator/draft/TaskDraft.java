package io.loopai.generator.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.task.TaskExample;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a first task file from labelled rows, with comments on what to look at.
 *
 * <pre>{@code
 * List<LabelledRow> rows = LabelFile.read(Path.of("rows.jsonl"));
 * String yaml = TaskDraft.of("spam", rows).yaml();
 * }</pre>
 */
public final class TaskDraft {

    private static final int EXAMPLES_PER_LABEL = 2;
    private static final int MOST_EXAMPLES = 20;

    private final String id;
    private final int rows;
    private final JsonNode inputSchema;
    private final JsonNode outputSchema;
    private final List<TaskExample> examples;
    private final List<String> choices;

    private TaskDraft(String id, List<LabelledRow> rows) {
        this.id = id;
        this.rows = rows.size();
        List<JsonNode> inputs = rows.stream().map(LabelledRow::input).toList();
        this.inputSchema = InputGuess.of(inputs);
        this.outputSchema = OutputGuess.of(rows);
        this.examples = ExampleChoice.of(rows, EXAMPLES_PER_LABEL, MOST_EXAMPLES);
        this.choices = InputGuess.choices(inputs);
    }

    /**
     * A draft from at least one row.
     *
     * @throws io.loopai.generator.InvalidLabelsException when the answers are of different kinds
     */
    public static TaskDraft of(String id, List<LabelledRow> rows) {
        return new TaskDraft(id, rows);
    }

    /** Rows with their answers, some of each label. */
    public List<TaskExample> examples() {
        return examples;
    }

    /** The file's text. */
    public String yaml() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# A first draft, from "
                        + rows
                        + " labelled rows. Check what it says, and edit it.");
        lines.add("id: " + FlowYaml.of(id));
        lines.add("");
        lines.add(
                "# Say in a sentence or two what the answer means, and what tells the answers apart.");
        lines.add("# People read it, and so does an LLM that writes programs. For example:");
        lines.add("# Is a text message spam (advertising, fraud) or ham (what people write)?");
        lines.add("description: \"\"");
        lines.add("");
        lines.add("# What a request holds. Fields that every row had are required.");
        choices.forEach(choice -> lines.add("# " + choice));
        lines.add("input_schema:");
        schema(inputSchema, lines);
        lines.add("");
        lines.add("# What can be answered; labels in order of how often they occur.");
        lines.add("output_schema:");
        schema(outputSchema, lines);
        lines.add("");
        lines.add(
                "# Requests with their right answers: typical ones are best, two or more a label.");
        lines.add("examples:");
        for (TaskExample example : examples) {
            lines.add("  - input: " + FlowYaml.of(example.input()));
            lines.add("    output: " + FlowYaml.of(example.output()));
        }
        lines.add("");
        lines.add("# The share of right answers to reach.");
        lines.add("accuracy_target: 0.9");
        lines.add("");
        lines.add("# Defaults; remove the '# ' of a line to change it.");
        lines.add("# latency_target_ms: 10    # that one answer may take");
        lines.add("# sampling: {policy: mixed, rate: 0.05}     # the share that is checked");
        lines.add("# privacy: balanced    # strict: no rows are shown to an LLM");
        lines.add("# fallback: error    # who answers when a program abstains: oracle, default");
        lines.add("# default_output: " + FlowYaml.of(examples.get(0).output()));
        return String.join("\n", lines) + "\n";
    }

    private static void schema(JsonNode schema, List<String> lines) {
        schema.properties()
                .forEach(
                        entry -> {
                            boolean many = entry.getKey().equals("properties");
                            String value = many ? "" : " " + FlowYaml.of(entry.getValue());
                            lines.add("  " + entry.getKey() + ":" + value);
                            if (many) {
                                properties(entry.getValue(), lines);
                            }
                        });
    }

    private static void properties(JsonNode properties, List<String> lines) {
        properties
                .properties()
                .forEach(
                        of ->
                                lines.add(
                                        "    "
                                                + FlowYaml.of(of.getKey())
                                                + ": "
                                                + FlowYaml.of(of.getValue())));
    }
}

package io.loopai.task;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopai.comparison.Comparisons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tasks from YAML or JSON, checks them, and fills in the defaults.
 *
 * <pre>{@code
 * id: spam
 * description: Classify a text message as spam or ham.
 * input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
 * output_schema: {type: string, enum: [spam, ham]}
 * }</pre>
 *
 * <p>Every message names the file, the key, and what to do.
 */
public final class TaskFile {

    private static final List<String> KEYS =
            List.of(
                    "id",
                    "description",
                    "input_schema",
                    "output_schema",
                    "examples",
                    "accuracy_target",
                    "latency_target_ms",
                    "sampling",
                    "privacy",
                    "fallback",
                    "default_output",
                    "oracle",
                    "comparison");

    private TaskFile() {}

    /**
     * Reads the task in a file.
     *
     * @throws InvalidTaskException when the file is missing, unreadable, or no valid task
     */
    public static TaskSpec read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new InvalidTaskException(
                    file + ": no such file; name a task file (YAML or JSON)");
        } catch (IOException e) {
            throw new InvalidTaskException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads the task in a text.
     *
     * @param yaml YAML or JSON
     * @param origin named in messages
     * @throws InvalidTaskException when the text is no valid task
     */
    public static TaskSpec parse(String yaml, String origin) {
        JsonNode root;
        try {
            root = read(ByteOrderMark.strip(yaml));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " line " + at.getLineNr() + ":";
            String reason = e.getOriginalMessage().lines().findFirst().orElse("not readable");
            throw new InvalidTaskException(origin + ":" + place + " is no YAML: " + reason);
        }
        if (root == null || !root.isObject()) {
            throw new InvalidTaskException(
                    origin + ": must be a map of keys such as id, input_schema and output_schema");
        }
        return spec(new TaskFields(root, origin, KEYS), origin);
    }

    /** JSON is not quite YAML: it may hold characters that YAML forbids. */
    private static JsonNode read(String text) throws JsonProcessingException {
        if (text.stripLeading().startsWith("{")) {
            try {
                return Json.MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                return Json.YAML.readTree(text);
            }
        }
        return Json.YAML.readTree(text);
    }

    private static TaskSpec spec(TaskFields fields, String origin) {
        String id = fields.text("id");
        if (!Ids.isTaskId(id)) {
            throw fields.invalid(
                    "id",
                    "must be at most 100 letters, digits, '.', '_' or '-', and start with a letter"
                            + " or digit, but is '"
                            + id
                            + "'");
        }
        JsonNode inputNode = fields.node("input_schema");
        JsonNode outputNode = fields.node("output_schema");
        JsonSchema inputSchema = schema(fields, "input_schema", inputNode);
        JsonSchema outputSchema = schema(fields, "output_schema", outputNode);
        if (inputSchema.problem(JsonNodeFactory.instance.textNode("")).isEmpty()) {
            throw fields.invalid(
                    "input_schema", "accepts a text, but an input is an object; add type: object");
        }

        Fallback fallback = fields.choice("fallback", Fallback.class, Fallback.ERROR);
        JsonNode defaultOutput = fields.optional("default_output");
        if (fallback == Fallback.DEFAULT && defaultOutput == null) {
            throw fields.invalid("default_output", "is missing; fallback: default needs it");
        }
        if (fallback != Fallback.DEFAULT && defaultOutput != null) {
            throw fields.invalid(
                    "default_output",
                    "is never used with fallback: "
                            + Json.name(fallback)
                            + "; set fallback: default or remove it");
        }
        if (defaultOutput != null) {
            check(fields, "default_output", outputSchema, defaultOutput);
        }

        return new TaskSpec(
                id,
                fields.text("description", ""),
                inputNode,
                outputNode,
                examples(fields, inputSchema, outputSchema, origin),
                fields.probability("accuracy_target", 0.9),
                fields.positive("latency_target_ms", 10),
                sampling(fields, origin),
                fields.choice("privacy", Privacy.class, Privacy.BALANCED),
                fallback,
                defaultOutput,
                oracle(fields),
                comparison(fields));
    }

    private static Oracle oracle(TaskFields fields) {
        Oracle oracle = fields.choice("oracle", Oracle.class, null);
        if (oracle == Oracle.LLM
                && !fields.choice("privacy", Privacy.class, Privacy.BALANCED).letsInputsOut()) {
            throw fields.invalid(
                    "oracle",
                    "llm cannot be asked with privacy: strict, which lets no input out; set oracle:"
                            + " human or labels, or privacy: balanced");
        }
        return oracle;
    }

    private static JsonNode comparison(TaskFields fields) {
        JsonNode comparison = fields.optional("comparison");
        if (comparison != null && comparison.isTextual()) {
            comparison = JsonNodeFactory.instance.objectNode().set("kind", comparison);
        }
        try {
            Comparisons.of(comparison);
        } catch (IllegalArgumentException e) {
            throw fields.invalid("comparison", e.getMessage());
        }
        return comparison;
    }

    private static JsonSchema schema(TaskFields fields, String key, JsonNode node) {
        try {
            return JsonSchema.compile(node);
        } catch (IllegalArgumentException e) {
            throw fields.invalid(key, e.getMessage());
        }
    }

    private static Sampling sampling(TaskFields fields, String origin) {
        JsonNode node = fields.optional("sampling");
        if (node == null) {
            return Sampling.DEFAULT;
        }
        if (!node.isObject()) {
            throw fields.invalid("sampling", "must be a map such as {policy: mixed, rate: 0.05}");
        }
        TaskFields sampling =
                new TaskFields(
                        node,
                        origin + ": sampling",
                        List.of("policy", "rate", "samples_per_hour", "usd_per_day"));
        return new Sampling(
                sampling.choice("policy", Sampling.Policy.class, Sampling.DEFAULT.policy()),
                sampling.probability("rate", Sampling.DEFAULT.rate()),
                sampling.optional("samples_per_hour") == null
                        ? null
                        : sampling.whole("samples_per_hour"),
                sampling.optional("usd_per_day") == null
                        ? null
                        : sampling.positive("usd_per_day", 0));
    }

    private static List<TaskExample> examples(
            TaskFields fields, JsonSchema inputSchema, JsonSchema outputSchema, String origin) {
        JsonNode nodes = fields.optional("examples");
        List<TaskExample> examples = new ArrayList<>();
        if (nodes == null) {
            return examples;
        }
        if (!nodes.isArray()) {
            throw fields.invalid("examples", "must be a list of {input: …, output: …}");
        }
        for (int i = 0; i < nodes.size(); i++) {
            String key = "examples[" + i + "]";
            if (!nodes.get(i).isObject()) {
                throw fields.invalid(key, "must be a map {input: …, output: …}");
            }
            TaskFields example =
                    new TaskFields(nodes.get(i), origin + ": " + key, List.of("input", "output"));
            JsonNode input = example.node("input");
            JsonNode output = example.node("output");
            check(fields, key + ".input", inputSchema, input);
            check(fields, key + ".output", outputSchema, output);
            examples.add(new TaskExample(input, output));
        }
        return examples;
    }

    private static void check(TaskFields fields, String key, JsonSchema schema, JsonNode value) {
        schema.problem(value)
                .ifPresent(
                        problem -> {
                            throw fields.invalid(key, "does not satisfy its schema: " + problem);
                        });
    }
}

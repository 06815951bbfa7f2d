package io.loopai.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.task.Ids;
import io.loopai.task.Privacy;
import io.loopai.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides what of a task's data may leave the operator's machines: to be asked at the last point before
 * a prompt, a message or a report to others is sent.
 *
 * <pre>{@code
 * Border border = Border.of(task);
 * if (border.letsInputsPass()) {
 *     prompt.append(border.passed(input));
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@code strict}: no input and no answer to one passes. A {@link #hash keyed hash} may, and numbers
 *       over many records.
 *   <li>{@code balanced}: they pass with personal data and secrets masked, see {@link Masker}.
 *   <li>{@code permissive}: they pass as they are.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class Border {

    private static final String HMAC = "HmacSHA256";
    private static final int LEAST_KEY_BYTES = 16;

    /** What quotes values in a schema; see {@link #schema}. */
    private static final Set<String> QUOTING = Set.of("examples", "example", "default", "$comment");

    /** What holds schemas by names that anybody may choose, {@code default} too. */
    private static final Set<String> BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /** Names of numbers in reports. */
    private static final String AGGREGATE = "[a-z][a-z0-9_]{0,29}";

    /** The order of an object's fields does not matter. */
    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final TaskSpec task;

    /** The labels that the output schema names, which every LLM gets to see as they are. */
    private final Set<JsonNode> labels = new HashSet<>();

    private Border(TaskSpec task) {
        this.task = task;
        task.outputSchema().findValues("enum").forEach(values -> values.forEach(labels::add));
        labels.addAll(task.outputSchema().findValues("const"));
    }

    /** The border of a task's data. */
    public static Border of(TaskSpec task) {
        return new Border(task);
    }

    /**
     * A labelled row, and what a program made of it: one record, so that a value has the same mask in
     * all of it. What programs answer, and what their errors say, may quote the input.
     *
     * @param was null, like the error, where there is none
     */
    public record Row(JsonNode input, JsonNode output, JsonNode was, String error) {

        /** A row on which no program was tried. */
        public static Row of(JsonNode input, JsonNode output) {
            return new Row(input, output, null, null);
        }
    }

    /** Whether inputs pass at all, masked or not. */
    public boolean letsInputsPass() {
        return task.privacy().letsInputsOut();
    }

    /** Why no input passes, and what to do; empty when inputs pass. */
    public Optional<String> refusal() {
        return letsInputsPass()
                ? Optional.empty()
                : Optional.of(
                        "task '"
                                + task.id()
                                + "' has privacy: strict, which lets nothing of an input leave this"
                                + " machine; set oracle: human or labels and use the learned strategy,"
                                + " or set privacy: balanced, which masks personal data and secrets");
    }

    /**
     * What may leave of an input. The same value has the same mask throughout.
     *
     * @param input stays as it is
     * @throws BorderException when the mode is {@code strict}
     */
    public JsonNode passed(JsonNode input) {
        check();
        return masks() ? Masker.mask(input) : input;
    }

    /**
     * What may leave of a row; labels always as the schema spells them.
     *
     * @throws BorderException when the mode is {@code strict}
     */
    public Row passed(Row row) {
        check();
        if (!masks()) {
            return row;
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.set("input", row.input());
        record.set("output", row.output());
        record.set("was", row.was());
        record.put("error", row.error());
        JsonNode masked = Masker.mask(record);
        return new Row(
                masked.get("input"),
                answer(row.output(), masked.get("output")),
                row.was() == null ? null : answer(row.was(), masked.get("was")),
                row.error() == null ? null : masked.get("error").asText());
    }

    /**
     * What may leave of a schema of the task. It describes all inputs and quotes none, but for {@code
     * examples} and the like: these are left out or masked as inputs are.
     */
    public JsonNode schema(JsonNode schema) {
        return task.privacy() == Privacy.PERMISSIVE ? schema : schema(schema, false);
    }

    private JsonNode schema(JsonNode node, boolean names) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> array.add(schema(each, false)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode passed = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(
                        field -> {
                            String name = field.getKey();
                            boolean quotes = !names && QUOTING.contains(name);
                            if (!quotes) {
                                boolean inner = !names && BY_NAME.contains(name);
                                passed.set(name, schema(field.getValue(), inner));
                            } else if (letsInputsPass()) {
                                passed.set(name, Masker.mask(field.getValue()));
                            }
                        });
        return passed;
    }

    /**
     * Whether an answer is one that the output schema names, so that how often it was given tells
     * nothing of any input. May leave in every mode, as the schema does.
     */
    public boolean isNamed(JsonNode answer) {
        return labels.contains(answer);
    }

    /** An answer as it may be shown. */
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

    /**
     * A keyed hash of an input (HMAC-SHA256, RFC 2104), in hexadecimal: tells whether two inputs are the
     * same, and nothing else to those who do not have the key. May leave in every mode.
     *
     * @param key of 16 bytes or more, which stays on the operator's machines
     * @throws IllegalArgumentException when the key is shorter
     */
    public static String hash(JsonNode input, byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key of "
                            + key.length
                            + " bytes can be guessed; use one of "
                            + LEAST_KEY_BYTES
                            + " random bytes or more");
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            Object plain = CANONICAL.treeToValue(input, Object.class);
            byte[] bytes = CANONICAL.writeValueAsString(plain).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /**
     * What may leave of numbers over many records, in every mode: numbers, the {@code task} that they
     * are of, and the time {@code at} which they were added up.
     *
     * @throws BorderException when there is any text in it beside these two
     */
    public static JsonNode aggregates(JsonNode report) {
        report.forEach(Border::aggregates);
        report.properties()
                .forEach(
                        field -> {
                            JsonNode value = field.getValue();
                            boolean named = field.getKey().matches(AGGREGATE);
                            boolean told =
                                    field.getKey().equals("task") && Ids.isTaskId(value.asText())
                                            || field.getKey().equals("at")
                                                    && isTime(value.asText());
                            if (!named || value.isTextual() && !told) {
                                throw new BorderException(
                                        "a report to others holds numbers, the task that they are of"
                                                + " and their time; another text was to leave with"
                                                + " this one, and nothing was sent");
                            }
                        });
        if (report.isArray()) {
            report.forEach(
                    each -> {
                        if (each.isTextual()) {
                            throw new BorderException("a report to others holds no lists of texts");
                        }
                    });
        }
        return report;
    }

    private static boolean isTime(String text) {
        try {
            return Instant.parse(text).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private boolean masks() {
        return task.privacy() == Privacy.BALANCED;
    }

    private void check() {
        refusal()
                .ifPresent(
                        why -> {
                            throw new BorderException(why);
                        });
    }
}

package io.loopai.generator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.ByteOrderMark;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.TaskSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads labelled rows, one JSON object on each line.
 *
 * <pre>{@code
 * {"input": {"text": "WIN a prize"}, "output": "spam"}
 * List<LabelledRow> rows = LabelFile.read(Path.of("labels.jsonl"), task);
 * }</pre>
 *
 * <p>Blank lines and a byte order mark are passed over; {@code id} is optional, other fields are
 * ignored.
 */
public final class LabelFile {

    private static final int MOST_PROBLEMS = 5;
    private static final int MOST_FIELDS = 8;
    private static final int LONGEST_FIELD = 40;

    private static final String LABELLED =
            "{\"input\": {\"text\": \"WIN a prize\"}, \"output\": \"spam\"}";
    private static final String UNLABELLED = "{\"input\": {\"text\": \"WIN a prize\"}}";

    private final Path file;
    private final JsonSchema inputSchema;

    /** Null for rows without answers. */
    private final JsonSchema outputSchema;

    private final List<LabelledRow> rows = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** Whether a line does not even look like a row. */
    private boolean hasOtherForm;

    private LabelFile(Path file, JsonNode inputSchema, JsonNode outputSchema) {
        this.file = file;
        this.inputSchema = JsonSchema.compile(inputSchema);
        this.outputSchema = outputSchema == null ? null : JsonSchema.compile(outputSchema);
    }

    /**
     * The rows of a file for which there is no task yet, at least one.
     *
     * @throws InvalidLabelsException names the first lines that are no rows, and how many there are;
     *     or says why the file cannot be read
     */
    public static List<LabelledRow> read(Path file) {
        JsonNode anything = Json.MAPPER.createObjectNode();
        return new LabelFile(file, anything, anything).readAndCheck();
    }

    /**
     * The rows of the file, at least one, each of which satisfies the task's schemas.
     *
     * @throws InvalidLabelsException names the first lines that do not, and how many there are; or
     *     says why the file cannot be read
     */
    public static List<LabelledRow> read(Path file, TaskSpec task) {
        return new LabelFile(file, task.inputSchema(), task.outputSchema()).readAndCheck();
    }

    /**
     * The inputs of a file whose rows need no answers, at least one, each of which satisfies the
     * task's schema. Answers that are there are ignored.
     *
     * @throws InvalidLabelsException names the first lines that do not, and how many there are; or
     *     says why the file cannot be read
     */
    public static List<JsonNode> readInputs(Path file, TaskSpec task) {
        return new LabelFile(file, task.inputSchema(), null)
                .readAndCheck().stream().map(LabelledRow::input).toList();
    }

    private List<LabelledRow> readAndCheck() {
        readAll();
        return checked();
    }

    private void readAll() {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String text = number == 1 ? ByteOrderMark.strip(line) : line;
                if (!text.isBlank()) {
                    read(number, text);
                }
            }
        } catch (NoSuchFileException e) {
            throw new InvalidLabelsException(
                    file
                            + ": no such file; name a file with a "
                            + (outputSchema == null ? "row" : "labelled row")
                            + " on each line",
                    e);
        } catch (CharacterCodingException e) {
            throw new InvalidLabelsException(file + ": is not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new InvalidLabelsException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(int number, String line) {
        JsonNode row;
        try {
            row = Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            // Without the parser's own words, which quote the line.
            addOtherForm(number, "is no JSON");
            return;
        }
        Optional<String> otherForm = otherForm(row);
        if (otherForm.isPresent()) {
            addOtherForm(number, otherForm.get());
            return;
        }
        JsonNode input = row.path("input");
        JsonNode output = row.path("output");
        int before = problems.size();
        inputSchema.problem(input).ifPresent(p -> add(number, "input", p));
        if (outputSchema != null) {
            outputSchema.problem(output).ifPresent(p -> add(number, "output", p));
        }
        if (problems.size() == before) {
            rows.add(new LabelledRow(row.path("id").asText("line " + number), input, output));
        }
    }

    /** What keeps it from being a row at all. */
    private Optional<String> otherForm(JsonNode row) {
        if (!row.isObject()) {
            return Optional.of("is no JSON object, but " + kind(row));
        }
        List<String> missing = new ArrayList<>();
        if (!row.has("input")) {
            missing.add("no 'input'");
        }
        if (outputSchema != null && !row.has("output")) {
            missing.add("no 'output'");
        }
        if (!missing.isEmpty()) {
            return Optional.of("has " + String.join(" and ", missing) + fields(row));
        }
        return row.get("input").isObject()
                ? Optional.empty()
                : Optional.of("'input' must be an object, not " + kind(row.get("input")));
    }

    /** The names alone: what they hold is nobody's business. */
    private static String fields(JsonNode row) {
        if (row.isEmpty()) {
            return "";
        }
        String first =
                row.properties().stream()
                        .limit(MOST_FIELDS)
                        .map(field -> shortened(field.getKey()))
                        .collect(Collectors.joining(", "));
        return "; its fields are: " + first + (row.size() > MOST_FIELDS ? ", …" : "");
    }

    private static String shortened(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST_FIELD ? plain : plain.substring(0, LONGEST_FIELD) + "…";
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            default -> "null";
        };
    }

    private void addOtherForm(int number, String problem) {
        hasOtherForm = true;
        problems.add("line " + number + ": " + problem);
    }

    private void add(int number, String field, String problem) {
        problems.add("line " + number + ": " + field + ": " + problem);
    }

    private List<LabelledRow> checked() {
        if (!problems.isEmpty()) {
            String first =
                    String.join(
                            "\n", problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
            int more = problems.size() - MOST_PROBLEMS;
            throw new InvalidLabelsException(
                    file
                            + ": "
                            + problems.size()
                            + " of its rows cannot be used; mend or remove them\n"
                            + first
                            + (more > 0 ? "\nand " + more + " more" : "")
                            + (hasOtherForm ? "\n" + aRow() : ""));
        }
        if (rows.isEmpty()) {
            throw new InvalidLabelsException(file + ": holds no rows; " + aRow());
        }
        return rows;
    }

    private String aRow() {
        return "a row is a line such as " + (outputSchema == null ? UNLABELLED : LABELLED);
    }
}

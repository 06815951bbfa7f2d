package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A JSON Schema (draft 2020-12) ready to check values.
 *
 * <pre>{@code
 * JsonSchema schema = JsonSchema.compile(node);
 * schema.problem(value).ifPresent(System.err::println);
 * // "/text: integer found, string expected"
 * }</pre>
 *
 * <p>References to other documents are not fetched. Thread-safe.
 */
public final class JsonSchema {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema META_SCHEMA =
            REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Prepares a schema.
     *
     * @throws IllegalArgumentException when the node is no JSON Schema; the message says where
     */
    public static JsonSchema compile(JsonNode node) {
        describe(META_SCHEMA.validate(node))
                .ifPresent(
                        problem -> {
                            throw new IllegalArgumentException("is no JSON Schema: " + problem);
                        });
        try {
            Schema schema = REGISTRY.getSchema(node);
            schema.initializeValidators();
            return new JsonSchema(schema);
        } catch (SchemaException e) {
            throw new IllegalArgumentException("is no JSON Schema: " + e.getMessage(), e);
        }
    }

    /**
     * The schema of a record that crosses a process border.
     *
     * @param record its name, say {@code "execution"}
     */
    public static JsonSchema ofRecord(String record) {
        String resource = "/io/loopai/schemas/" + record + ".schema.json";
        try (InputStream in = JsonSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no record named '" + record + "'");
            }
            return new JsonSchema(REGISTRY.getSchema(in, InputFormat.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the value: up to three places and rules; empty when it is valid. */
    public Optional<String> problem(JsonNode value) {
        return describe(schema.validate(value));
    }

    private static Optional<String> describe(List<Error> errors) {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        List<String> places = errors.stream().map(JsonSchema::describe).distinct().toList();
        String first = places.stream().limit(3).collect(Collectors.joining("; "));
        return Optional.of(
                places.size() > 3 ? first + "; and " + (places.size() - 3) + " more" : first);
    }

    private static String describe(Error error) {
        String where = error.getInstanceLocation().toString();
        return (where.isEmpty() ? "" : where + ": ") + error.getMessage();
    }
}

package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One map of a task file: typed reading with messages that name the key and the nearest right one. */
final class TaskFields {

    private final JsonNode node;
    private final String origin;

    TaskFields(JsonNode node, String origin, List<String> known) {
        this.node = node;
        this.origin = origin;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw new InvalidTaskException(
                        origin
                                + ": unknown key '"
                                + field.getKey()
                                + "'"
                                + hint(field.getKey(), known));
            }
        }
    }

    InvalidTaskException invalid(String key, String problem) {
        return new InvalidTaskException(origin + ": " + key + ": " + problem);
    }

    /** The value, or null when the key is missing or null. */
    JsonNode optional(String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    JsonNode node(String key) {
        JsonNode value = optional(key);
        if (value == null) {
            throw invalid(key, "is missing");
        }
        return value;
    }

    String text(String key) {
        return text(key, node(key));
    }

    String text(String key, String otherwise) {
        JsonNode value = optional(key);
        return value == null ? otherwise : text(key, value);
    }

    private String text(String key, JsonNode value) {
        // YAML reads an id such as 2024 as a number; what was meant is clear.
        if (!value.isTextual() && !value.isNumber()) {
            throw invalid(key, "must be a text, but is " + value);
        }
        return value.asText();
    }

    double probability(String key, double otherwise) {
        double value = number(key, otherwise);
        if (!(value >= 0 && value <= 1)) {
            throw invalid(key, "must be a probability between 0 and 1, but is " + node.get(key));
        }
        return value;
    }

    double positive(String key, double otherwise) {
        double value = number(key, otherwise);
        if (!(value > 0)) {
            throw invalid(key, "must be greater than 0, but is " + node.get(key));
        }
        return value;
    }

    int whole(String key) {
        JsonNode value = node(key);
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
            throw invalid(key, "must be a whole number from 1 on, but is " + value);
        }
        return value.intValue();
    }

    private double number(String key, double otherwise) {
        JsonNode value = optional(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw invalid(key, "must be a number, but is " + value);
        }
        return value.doubleValue();
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        JsonNode value = optional(key);
        if (value == null) {
            return otherwise;
        }
        List<String> names = Stream.of(type.getEnumConstants()).map(Json::name).toList();
        int index = names.indexOf(value.asText().toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw invalid(key, "must be one of " + String.join(", ", names) + ", but is " + value);
        }
        return type.getEnumConstants()[index];
    }

    private static String hint(String key, List<String> known) {
        Optional<String> nearest = Spelling.nearest(key, known);
        return nearest.map(name -> "; did you mean '" + name + "'?").orElse("; remove it")
                + known.stream().collect(Collectors.joining(", ", " (known: ", ")"));
    }
}

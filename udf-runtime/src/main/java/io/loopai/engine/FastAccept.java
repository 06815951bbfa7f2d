package io.loopai.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A quick yes for values that surely satisfy a schema of the common keywords. A no means "ask the
 * validator": for values that do not satisfy it, and for every schema with another keyword.
 */
final class FastAccept {

    private static final FastAccept NEVER = new FastAccept();
    private static final Set<String> IGNORED =
            Set.of("$schema", "$comment", "title", "description", "examples", "default");

    private String type;
    private boolean known;
    private boolean closed;
    private Set<String> choices;
    private int minLength;
    private int maxLength = Integer.MAX_VALUE;
    private double minimum = Double.NEGATIVE_INFINITY;
    private double maximum = Double.POSITIVE_INFINITY;
    private FastAccept items;
    private final List<String> required = new ArrayList<>();
    private final Map<String, FastAccept> properties = new LinkedHashMap<>();

    private FastAccept() {}

    static FastAccept of(JsonNode schema) {
        if (!schema.isObject() || !schema.path("type").isTextual()) {
            return NEVER;
        }
        FastAccept accept = new FastAccept();
        accept.type = schema.get("type").asText();
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!accept.read(keyword.getKey(), keyword.getValue())) {
                return NEVER;
            }
        }
        accept.known = true;
        return accept;
    }

    private boolean read(String keyword, JsonNode value) {
        switch (keyword) {
            case "type":
                return true;
            case "enum":
                choices = new HashSet<>();
                value.forEach(choice -> choices.add(choice.isTextual() ? choice.asText() : null));
                return type.equals("string") && !choices.contains(null);
            case "minLength":
                minLength = value.asInt();
                return true;
            case "maxLength":
                maxLength = value.asInt();
                return true;
            case "minimum":
                minimum = value.asDouble();
                return true;
            case "maximum":
                maximum = value.asDouble();
                return true;
            case "required":
                value.forEach(name -> required.add(name.asText()));
                return true;
            case "additionalProperties":
                closed = !value.asBoolean(true);
                return value.isBoolean();
            case "properties":
                value.properties()
                        .forEach(each -> properties.put(each.getKey(), of(each.getValue())));
                return true;
            case "items":
                items = of(value);
                return true;
            default:
                return IGNORED.contains(keyword);
        }
    }

    boolean accepts(Object value) {
        if (!known || value == null) {
            return false;
        }
        return switch (type) {
            case "string" -> value instanceof String && acceptsText((String) value);
            case "integer" -> value instanceof Long && acceptsNumber((Long) value);
            case "number" ->
                    value instanceof Number && acceptsNumber(((Number) value).doubleValue());
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List && acceptsList((List<?>) value);
            case "object" -> value instanceof Map && acceptsObject((Map<?, ?>) value);
            default -> false;
        };
    }

    private boolean acceptsText(String text) {
        if (choices != null && !choices.contains(text)) {
            return false;
        }
        // Lengths count code points; there are at most as many as chars, and at least half as many.
        return text.length() <= maxLength && text.length() / 2 >= minLength
                || text.length() <= maxLength && text.codePointCount(0, text.length()) >= minLength;
    }

    private boolean acceptsNumber(double number) {
        // Beyond 2^53 a double stands for several whole numbers: let the validator compare.
        return Math.abs(number) < 0x1p53 && number >= minimum && number <= maximum;
    }

    private boolean acceptsList(List<?> values) {
        if (items != null) {
            for (Object value : values) {
                if (!items.accepts(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean acceptsObject(Map<?, ?> fields) {
        for (String name : required) {
            if (!fields.containsKey(name)) {
                return false;
            }
        }
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            FastAccept property = properties.get(field.getKey());
            if (property == null ? closed : !property.accepts(field.getValue())) {
                return false;
            }
        }
        return true;
    }
}

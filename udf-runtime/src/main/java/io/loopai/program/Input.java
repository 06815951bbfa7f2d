package io.loopai.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Typed, read-only access to the fields of one request.
 *
 * <pre>{@code
 * String subject = in.text("subject");
 * double amount = in.has("amount") ? in.number("amount") : 0.0;
 * String city = in.object("customer").text("city");
 * }</pre>
 *
 * <p>Every getter throws {@link InputException}, which names the field, when the field is missing,
 * null, or of another type. Values are strings, numbers, booleans, and lists and maps of them.
 */
public final class Input {

    private final Map<String, Object> fields;
    private final String path;

    private Input(Map<String, Object> fields, String path) {
        this.fields = fields;
        this.path = path;
    }

    /**
     * An input over the given fields. The map is not copied: whoever made it must not change it any
     * more.
     *
     * @param fields JSON-like values: strings, {@link Number}s, booleans, null, and lists and maps of
     *     them
     */
    public static Input of(Map<String, Object> fields) {
        return new Input(Objects.requireNonNull(fields, "fields"), "");
    }

    /** The string in the field. */
    public String text(String name) {
        Object value = value(name);
        if (value instanceof String) {
            return (String) value;
        }
        throw mismatch(name, "text", value);
    }

    /** The number in the field; whole numbers beyond 2⁵³ lose precision. */
    public double number(String name) {
        Object value = value(name);
        if (value instanceof Number) {
            return ((Number) value).doubleValue();
        }
        throw mismatch(name, "a number", value);
    }

    /** The boolean in the field. */
    public boolean flag(String name) {
        Object value = value(name);
        if (value instanceof Boolean) {
            return (Boolean) value;
        }
        throw mismatch(name, "true or false", value);
    }

    /** The list in the field; its elements are strings, numbers, booleans, null, lists and maps. */
    public List<Object> list(String name) {
        Object value = value(name);
        if (value instanceof List) {
            return unmodifiable((List<?>) value);
        }
        throw mismatch(name, "a list", value);
    }

    /** The list in the field, all of whose elements must be strings. */
    public List<String> texts(String name) {
        List<Object> values = list(name);
        List<String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!(value instanceof String)) {
                throw mismatch(name, "a list of texts", values);
            }
            texts.add((String) value);
        }
        return texts;
    }

    /** The nested object in the field. */
    public Input object(String name) {
        Object value = value(name);
        if (value instanceof Map) {
            @SuppressWarnings("unchecked") // JSON objects have string keys
            Map<String, Object> nested = (Map<String, Object>) value;
            return new Input(nested, path + name + ".");
        }
        throw mismatch(name, "an object", value);
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** The names of all fields, in the order in which the request gave them. */
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Programs see the request that is recorded, and the other versions after them do too. */
    private static List<Object> unmodifiable(List<?> list) {
        List<Object> copy = new ArrayList<>(list.size());
        for (Object element : list) {
            copy.add(unmodifiable(element));
        }
        return Collections.unmodifiableList(copy);
    }

    private static Object unmodifiable(Object value) {
        if (value instanceof List) {
            return unmodifiable((List<?>) value);
        }
        if (value instanceof Map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, inner) -> copy.put(key, unmodifiable(inner)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }

    private Object value(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new InputException(
                    fields.containsKey(name)
                            ? "input field '" + path + name + "' is null"
                            : "input field '" + path + name + "' is missing");
        }
        return value;
    }

    private InputException mismatch(String name, String wanted, Object value) {
        return new InputException(
                "input field '" + path + name + "' is " + kind(value) + ", not " + wanted);
    }

    private static String kind(Object value) {
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof Collection ? "a list" : "an object";
    }
}

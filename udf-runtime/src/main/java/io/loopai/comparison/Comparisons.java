package io.loopai.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the comparison that a task names.
 *
 * <pre>{@code
 * comparison: exact                                     # the default: equal, numbers by value
 * comparison: {kind: fuzzy, tolerance: 0.01}            # 1% off; letter case and blanks do not matter
 * comparison: {kind: structured, weights: {level: 2, note: 0}, agree_at: 0.8}
 * }</pre>
 */
public final class Comparisons {

    private static final Map<String, ComparisonProvider> PROVIDERS = providers();

    private Comparisons() {}

    /**
     * The comparison with its settings.
     *
     * @param comparison an object with {@code kind}; null: {@code exact}
     * @throws IllegalArgumentException when there is no such kind, or a setting cannot be used
     */
    public static Comparison of(JsonNode comparison) {
        if (comparison == null) {
            return Equality.EXACT;
        }
        JsonNode kind = comparison.path("kind");
        ComparisonProvider provider = kind.isTextual() ? PROVIDERS.get(kind.textValue()) : null;
        if (provider == null) {
            throw new IllegalArgumentException(
                    kind.isTextual()
                            ? "there is no kind '"
                                    + kind.textValue()
                                    + "' (known: "
                                    + String.join(", ", PROVIDERS.keySet())
                                    + "); a kind of your own needs its jar on the class path"
                            : "must be a map such as {kind: fuzzy, tolerance: 0.01}, or a kind");
        }
        return provider.create(comparison);
    }

    private static Map<String, ComparisonProvider> providers() {
        Map<String, ComparisonProvider> found = new TreeMap<>();
        ServiceLoader.load(ComparisonProvider.class, ComparisonProvider.class.getClassLoader())
                .forEach(each -> found.put(each.kind(), each));
        found.put("exact", new Equality.Exact());
        found.put("fuzzy", new Fuzzy());
        found.put("structured", new Structured());
        return found;
    }

    /** Refuses settings that no built-in kind knows: a slip of the pen would change nothing. */
    static void checkNames(JsonNode settings, Set<String> known) {
        for (Map.Entry<String, JsonNode> setting : settings.properties()) {
            if (!setting.getKey().equals("kind") && !known.contains(setting.getKey())) {
                throw new IllegalArgumentException(
                        "unknown key '"
                                + setting.getKey()
                                + "'; "
                                + settings.path("kind").asText()
                                + " knows "
                                + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }

    /** A number of at least 0, or the default. */
    static double number(JsonNode settings, String name, double otherwise) {
        JsonNode value = settings.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0)) {
            throw new IllegalArgumentException(
                    name + " must be a number, 0 or more, but is " + value);
        }
        return value.doubleValue();
    }
}

package io.loopai.comparison;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A kind of comparison that a task may name; found with {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * public final class SamePlace implements ComparisonProvider {
 *     public String kind() {
 *         return "same_place";
 *     }
 *     public Comparison create(JsonNode settings) {
 *         double km = settings.path("km").asDouble(5);
 *         return (output, expected) -> distance(output, expected) <= km;
 *     }
 * }
 * }</pre>
 *
 * <p>Its jar names the class in {@code META-INF/services/io.loopai.comparison.ComparisonProvider}, and
 * lies on the class path of the oracle job and of the command that reads the task file.
 */
public interface ComparisonProvider {

    /** As it stands in a task file: {@code comparison: {kind: same_place, km: 2}}. */
    String kind();

    /**
     * A comparison with the settings of one task.
     *
     * @param settings what stands beside {@code kind} in the task file, {@code kind} included
     * @throws IllegalArgumentException says which setting cannot be used, and why
     */
    Comparison create(JsonNode settings);
}

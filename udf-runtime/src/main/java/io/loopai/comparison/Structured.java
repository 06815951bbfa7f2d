package io.loopai.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The kind {@code structured}: answers are objects, and agree when fields that carry enough of the weight
 * are equal. A field that {@code weights} does not name weighs 1; one that does not matter weighs 0.
 * {@code agree_at} is the share of the weight that has to be right: 1 by default, which is all of it.
 * Other values than objects have to be equal.
 */
final class Structured implements ComparisonProvider {

    /** For sums of weights such as 0.1 + 0.2. */
    private static final double ROUNDING = 1e-9;

    @Override
    public String kind() {
        return "structured";
    }

    @Override
    public Comparison create(JsonNode settings) {
        Comparisons.checkNames(settings, new TreeSet<>(Set.of("agree_at", "weights")));
        double enough = Comparisons.number(settings, "agree_at", 1);
        if (enough > 1) {
            throw new IllegalArgumentException(
                    "agree_at must be a share between 0 and 1, but is " + enough);
        }
        JsonNode given = settings.path("weights");
        if (!given.isMissingNode() && !given.isObject()) {
            throw new IllegalArgumentException(
                    "weights must be a map such as {level: 2, note: 0}, but is " + given);
        }
        Map<String, Double> weights = new TreeMap<>();
        given.fieldNames()
                .forEachRemaining(name -> weights.put(name, Comparisons.number(given, name, 1)));
        return (output, expected) -> agrees(output, expected, weights, enough);
    }

    private static boolean agrees(
            JsonNode output, JsonNode expected, Map<String, Double> weights, double enough) {
        if (!output.isObject() || !expected.isObject()) {
            return Equality.EXACT.agrees(output, expected);
        }
        Set<String> names = new TreeSet<>();
        output.fieldNames().forEachRemaining(names::add);
        expected.fieldNames().forEachRemaining(names::add);
        double right = 0;
        double all = 0;
        for (String name : names) {
            double weight = weights.getOrDefault(name, 1.0);
            all += weight;
            if (Equality.EXACT.agrees(output.path(name), expected.path(name))) {
                right += weight;
            }
        }
        return right >= enough * all - ROUNDING;
    }
}

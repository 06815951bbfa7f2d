package io.loopai.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Equal JSON; numbers by value, so that 1 is 1.0. */
final class Equality {

    static final Comparison EXACT = (output, expected) -> expected.equals(Equality::by, output);

    private Equality() {}

    private static int by(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /** The kind {@code exact}. */
    static final class Exact implements ComparisonProvider {

        @Override
        public String kind() {
            return "exact";
        }

        @Override
        public Comparison create(JsonNode settings) {
            Comparisons.checkNames(settings, Set.of());
            return EXACT;
        }
    }
}

package io.loopai.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Equal JSON; numbers by value, so that 1 is 1.0. */
final class Equality {

    static final Comparison EXACT = (output, expected) -> expected.equals(Equality::by, output);

    private Equality() {}

    private static int by(JsonNode one, JsonNode other) {
        if (isFinite(one) && isFinite(other)) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /** Of what has a value: {@code 1e400} is JSON, but read as infinite. */
    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && (!node.isDouble() || Double.isFinite(node.doubleValue()));
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

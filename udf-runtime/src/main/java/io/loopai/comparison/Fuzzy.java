package io.loopai.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The kind {@code fuzzy}: numbers may differ by {@code tolerance} of the right one (0.01 by default) or
 * by {@code absolute} (0 by default), whichever is more; of texts, letter case, blanks at the ends and
 * their number, and Unicode's spellings of the same (NFKC) do not matter. In objects and lists all values
 * have to agree so; a field that is null is one that is missing.
 */
final class Fuzzy implements ComparisonProvider {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    @Override
    public String kind() {
        return "fuzzy";
    }

    @Override
    public Comparison create(JsonNode settings) {
        Comparisons.checkNames(settings, new TreeSet<>(Set.of("absolute", "tolerance")));
        double tolerance = Comparisons.number(settings, "tolerance", 0.01);
        double absolute = Comparisons.number(settings, "absolute", 0);
        return (output, expected) -> agrees(output, expected, tolerance, absolute);
    }

    private static boolean agrees(
            JsonNode output, JsonNode expected, double tolerance, double absolute) {
        if (output.isNumber() && expected.isNumber()) {
            double right = expected.doubleValue();
            return Math.abs(output.doubleValue() - right)
                    <= Math.max(absolute, tolerance * Math.abs(right));
        }
        if (output.isTextual() && expected.isTextual()) {
            return plain(output.textValue()).equals(plain(expected.textValue()));
        }
        if (output.isArray() && expected.isArray()) {
            boolean all = output.size() == expected.size();
            for (int i = 0; all && i < output.size(); i++) {
                all = agrees(output.get(i), expected.get(i), tolerance, absolute);
            }
            return all;
        }
        if (output.isObject() && expected.isObject()) {
            Set<String> names = new HashSet<>();
            output.fieldNames().forEachRemaining(names::add);
            expected.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .allMatch(
                            name -> {
                                JsonNode one = output.path(name);
                                JsonNode other = expected.path(name);
                                return isNothing(one)
                                        ? isNothing(other)
                                        : agrees(one, other, tolerance, absolute);
                            });
        }
        return output.equals(expected);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String plain(String text) {
        String folded =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
        return BLANKS.matcher(folded).replaceAll(" ").strip();
    }
}

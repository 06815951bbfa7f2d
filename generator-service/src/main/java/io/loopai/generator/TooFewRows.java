package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says why nothing can be measured on some rows, and how many more it would take. */
final class TooFewRows {

    /** Rows of a label from which on it can be measured. */
    private static final int ENOUGH = 5;

    private TooFewRows() {}

    static String note(List<LabelledRow> rows) {
        Map<String, Long> rowsOf =
                rows.stream()
                        .map(LabelledRow::output)
                        .map(JsonNode::toString)
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(), TreeMap::new, Collectors.counting()));
        long few = rowsOf.values().stream().filter(count -> count < ENOUGH).count();
        long missing =
                rowsOf.values().stream().mapToLong(count -> Math.max(0, ENOUGH - count)).sum();
        String claim = "no accuracy is claimed, because nothing can be measured: ";
        if (rowsOf.size() == 1) {
            return claim
                    + "all rows have the answer "
                    + rows.get(0).output()
                    + "; label rows with other answers, at least "
                    + ENOUGH
                    + " for each";
        }
        if (few == 0) {
            return claim
                    + "the rows of most answers are nearly the same; label rows that differ, at least "
                    + ENOUGH
                    + " for each answer";
        }
        return String.format(
                Locale.ROOT,
                "%s%,d of %,d different answers have fewer than %d examples and labelled rows; label"
                        + " about %,d more rows, until each has %d that differ",
                claim,
                few,
                rowsOf.size(),
                ENOUGH,
                missing,
                ENOUGH);
    }
}

package io.loopai.benchmarks;

import java.util.Locale;
import java.util.Map;

/** The Markdown tables of docs/accuracy.md. */
final class AccuracyTable {

    private static final String NONE = Percent.NONE;

    private final StringBuilder text = new StringBuilder();

    private AccuracyTable() {}

    /**
     * The tables for which there is anything, one after the other.
     *
     * @param rows by the name of the set
     */
    static String of(Map<String, AccuracyRow> rows) {
        AccuracyTable table = new AccuracyTable();
        if (rows.values().stream().anyMatch(AccuracyRow::isMeasured)) {
            table.accuracies(rows);
        }
        if (rows.values().stream().anyMatch(AccuracyRow::learnedFromAll)) {
            table.programs(rows);
        }
        if (rows.values().stream().anyMatch(AccuracyRow::isOriginal)) {
            table.originals(rows);
        }
        return table.text.toString();
    }

    private void accuracies(Map<String, AccuracyRow> rows) {
        head(
                "set",
                "2 a label",
                "5 a label",
                "20 a label",
                "2, with rows without labels",
                "5, with them",
                "20, with them",
                "all",
                "after 5%",
                "oracle share, accuracy with it",
                "reference: 2, 5, 20, all",
                "goal: 5, after 5%, all, share",
                "against the goal: 5, after 5%, all, share");
        rows.forEach(
                (name, row) -> {
                    if (row.isMeasured()) {
                        line(
                                name,
                                accuracy(row, "2"),
                                accuracy(row, "5"),
                                accuracy(row, "20"),
                                accuracy(row, "2+"),
                                accuracy(row, "5+"),
                                accuracy(row, "20+"),
                                accuracy(row, AccuracyRow.ALL),
                                Percent.cell(
                                        row.measured().get(AccuracyRow.LOOP),
                                        Replay.TEST,
                                        Replay.TEST_MACRO_F1),
                                share(row.measured().get(AccuracyRow.SHARE)),
                                expected(row, Goals.REFERENCE, "2", "5", "20", "all"),
                                expected(row, Goals.GOAL, "5", "loop", "all", "share"),
                                ahead(row));
                    }
                });
        text.append('\n');
    }

    private static String accuracy(AccuracyRow row, String column) {
        return Percent.cell(row.measured().get(column), Scores.ACCURACY, Scores.MACRO_F1);
    }

    private static String share(Map<String, Double> values) {
        return values.isEmpty()
                ? NONE
                : Percent.text(values.get(Replay.SHARE_AT_END))
                        + "%, "
                        + Percent.cell(values, Replay.ACCURACY_AT_END, Replay.MACRO_F1_AT_END);
    }

    private static String expected(AccuracyRow row, String what, String... columns) {
        String[] cells = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Double value = row.expected().get(what + columns[i]);
            String number = value == null ? NONE : String.format(Locale.ROOT, "%.1f", value);
            cells[i] = number.replace(".0", "");
        }
        return row.expected().isEmpty() ? NONE : String.join(", ", cells);
    }

    private static String ahead(AccuracyRow row) {
        Map<String, Double> ahead = row.ahead();
        if (ahead.isEmpty()) {
            return NONE;
        }
        String share = points(ahead, AccuracyRow.SHARE);
        if (ahead.getOrDefault(AccuracyRow.SHARE_ACCURACY, 0.0) < 0) {
            share += " at " + points(ahead, AccuracyRow.SHARE_ACCURACY);
        }
        return String.join(
                ", ",
                points(ahead, "5"),
                points(ahead, AccuracyRow.LOOP),
                points(ahead, AccuracyRow.ALL),
                share);
    }

    private static String points(Map<String, Double> ahead, String name) {
        Double points = ahead.get(name);
        return points == null ? NONE : String.format(Locale.ROOT, "%+.1f", points);
    }

    private void programs(Map<String, AccuracyRow> rows) {
        head(
                "set",
                "accuracy, all",
                "its estimate",
                "source, KB",
                "CPU to generate, s",
                "p50, p99 µs",
                "median text, characters");
        rows.forEach(
                (name, row) -> {
                    Map<String, Double> all = row.measured().get(AccuracyRow.ALL);
                    if (row.learnedFromAll()) {
                        line(
                                name,
                                accuracy(row, AccuracyRow.ALL),
                                estimate(all),
                                number("%.0f", all.get(AllCell.SOURCE_KB)),
                                number("%.0f", all.get(AllCell.GENERATION)),
                                number("%.1f", all.get(AllCell.P50))
                                        + ", "
                                        + number("%.1f", all.get(AllCell.P99)),
                                number("%.0f", all.get(AllCell.LENGTH)));
                    }
                });
        text.append('\n');
    }

    private static String estimate(Map<String, Double> all) {
        return all.containsKey(AllCell.ESTIMATE)
                ? Percent.text(all.get(AllCell.ESTIMATE))
                        + " ("
                        + Percent.text(all.get(AllCell.LOW))
                        + "–"
                        + Percent.text(all.get(AllCell.HIGH))
                        + ")"
                : "none";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void originals(Map<String, AccuracyRow> rows) {
        head(
                "set",
                "2 a label: all rows",
                "unseen texts, each once",
                "5 a label: all rows",
                "unseen texts, each once",
                "reference: 2",
                "goal: 2, 5",
                "against the goal: 2, 5");
        rows.forEach(
                (name, row) -> {
                    if (row.isOriginal()) {
                        line(
                                name.replace("original_", ""),
                                seen(row, "2"),
                                unseen(row, "2"),
                                seen(row, "5"),
                                unseen(row, "5"),
                                expected(row, Goals.REFERENCE, "2"),
                                expected(row, Goals.GOAL, "2", "5"),
                                row.ahead().isEmpty()
                                        ? NONE
                                        : points(row.ahead(), "2")
                                                + ", "
                                                + points(row.ahead(), "5"));
                    }
                });
    }

    private static String seen(AccuracyRow row, String column) {
        return Percent.cell(row.original().get(column), Scores.ACCURACY, Scores.MACRO_F1);
    }

    private static String unseen(AccuracyRow row, String column) {
        return Percent.cell(
                row.original().get(column),
                OriginalCells.UNSEEN_ACCURACY,
                OriginalCells.UNSEEN_MACRO_F1);
    }

    private void head(String... cells) {
        line(cells);
        text.append("|---".repeat(cells.length)).append("|\n");
    }

    private void line(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}

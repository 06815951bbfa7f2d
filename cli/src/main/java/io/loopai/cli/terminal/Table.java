package io.loopai.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows whose columns line up.
 *
 * <pre>{@code
 * Table table = new Table().left("version").right("size");
 * table.row("v1", 1234);
 * table.print(Terminal.stdout());
 * }</pre>
 *
 * <p>Whole numbers get commas between the thousands. The header is bold where a terminal shows it.
 */
public final class Table {

    private static final String GAP = "  ";

    private record Header(String title, boolean right) {}

    private final List<Header> headers = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of texts. */
    public Table left(String title) {
        headers.add(new Header(title, false));
        return this;
    }

    /** Adds a column of numbers. */
    public Table right(String title) {
        headers.add(new Header(title, true));
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column; null stays empty
     * @throws IllegalArgumentException for another number of cells
     */
    public Table row(Object... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalArgumentException(
                    "a row has " + cells.length + " cells, the table " + headers.size());
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(text(cell));
        }
        rows.add(row);
        return this;
    }

    /** Writes header and rows. */
    public void print(Terminal terminal) {
        List<String> titles = headers.stream().map(Header::title).toList();
        int[] widths = new int[headers.size()];
        widen(widths, titles);
        rows.forEach(row -> widen(widths, row));
        terminal.println(terminal.bold(line(titles, widths)));
        rows.forEach(row -> terminal.println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - Columns.of(cells.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(headers.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static void widen(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Columns.of(cells.get(i)));
        }
    }

    private static String text(Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof Integer || cell instanceof Long
                ? Formats.count(((Number) cell).longValue())
                : cell.toString();
    }
}

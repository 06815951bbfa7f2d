package io.loopai.generator.backtest;

import java.util.List;
import java.util.Locale;

/**
 * A drawing (SVG) of the accuracy over a replay: a rolling mean, the target, and a line where each
 * version went live.
 *
 * <pre>{@code
 * Files.writeString(file, AccuracyPlot.svg("spam", backtest.right(), result.versions(), 0.95));
 * }</pre>
 */
public final class AccuracyPlot {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 60;
    private static final int BOTTOM = 50;
    private static final int POINTS = 400;
    private static final int FEWEST_ROLLED = 20;
    private static final double STEP = 0.1;

    /** Names of versions closer together than that would cover each other. */
    private static final double NAME_WIDTH = 26;

    private final StringBuilder svg = new StringBuilder();
    private final int rows;
    private double bottom;

    private AccuracyPlot(int rows) {
        this.rows = rows;
    }

    /**
     * Draws.
     *
     * @param title above the drawing
     * @param right whether each record got the right answer
     * @param target a probability
     */
    public static String svg(
            String title, boolean[] right, List<BacktestResult.Made> versions, double target) {
        return new AccuracyPlot(right.length).draw(title, right, versions, target);
    }

    private String draw(
            String title, boolean[] right, List<BacktestResult.Made> versions, double target) {
        int rolled = Math.min(rows, Math.max(FEWEST_ROLLED, rows / 20));
        double[] points = rolling(right, rolled);
        double least = target;
        for (double point : points) {
            least = Math.min(least, point);
        }
        bottom = Math.min(1 - 2 * STEP, Math.floor(least / STEP) * STEP);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        text(
                LEFT,
                20,
                "start",
                "#222",
                title + ": accuracy, mean of the last " + rolled + " records");
        axes();
        versions(versions);
        line(LEFT, y(target), WIDTH - RIGHT, y(target), "#c33", "6 4");
        text(WIDTH - RIGHT - 4, y(target) - 5, "end", "#c33", "target " + percent(target));
        add(
                "<polyline fill=\"none\" stroke=\"#15a\" stroke-width=\"2\" points=\"%s\"/>",
                line(points, rolled));
        add("</svg>");
        return svg.toString();
    }

    private void axes() {
        for (double level = bottom; level < 1 + STEP / 2; level += STEP) {
            line(LEFT, y(level), WIDTH - RIGHT, y(level), "#ddd", "none");
            text(LEFT - 8, y(level) + 4, "end", "#222", percent(level));
        }
        int step = roundStep();
        for (int row = 0; row <= rows; row += step) {
            line(x(row), y(bottom), x(row), y(bottom) + 5, "#222", "none");
            text(x(row), y(bottom) + 18, "middle", "#222", String.format(Locale.ROOT, "%,d", row));
        }
        line(LEFT, y(bottom), WIDTH - RIGHT, y(bottom), "#222", "none");
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "#222", "records");
    }

    private void versions(List<BacktestResult.Made> versions) {
        double free = 0;
        for (BacktestResult.Made made : versions) {
            if (made.promotedAtRow() != null) {
                double x = x(made.promotedAtRow());
                line(x, TOP, x, y(bottom), "#999", "2 3");
                if (x >= free) {
                    text(x, TOP - 6, "middle", "#555", "v" + made.version());
                    free = x + NAME_WIDTH;
                }
            }
        }
    }

    /** At evenly spaced records, the first when there are enough to take a mean of. */
    private double[] rolling(boolean[] right, int rolled) {
        int[] sums = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            sums[i + 1] = sums[i] + (right[i] ? 1 : 0);
        }
        double[] points = new double[Math.min(POINTS, rows - rolled + 1)];
        for (int i = 0; i < points.length; i++) {
            int to = row(i, points.length, rolled);
            points[i] = (double) (sums[to] - sums[to - rolled]) / rolled;
        }
        return points;
    }

    private int row(int point, int points, int rolled) {
        return points == 1 ? rows : rolled + (int) ((long) point * (rows - rolled) / (points - 1));
    }

    private String line(double[] points, int rolled) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            x(row(i, points.length, rolled)),
                            y(points[i])));
        }
        return line.toString().strip();
    }

    /** Four to ten marks, at 1, 2 or 5 times a power of ten. */
    private int roundStep() {
        int power = 1;
        while (rows / power > 10) {
            if (rows / (2 * power) <= 10) {
                return 2 * power;
            }
            if (rows / (5 * power) <= 10) {
                return 5 * power;
            }
            power *= 10;
        }
        return power;
    }

    private double x(int row) {
        return LEFT + (double) row / rows * (WIDTH - LEFT - RIGHT);
    }

    private double y(double accuracy) {
        return HEIGHT - BOTTOM - (accuracy - bottom) / (1 - bottom) * (HEIGHT - BOTTOM - TOP);
    }

    private static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.1f%%", 100 * share);
        return text.replace(".0%", "%");
    }

    private void line(double x1, double y1, double x2, double y2, String color, String dashes) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                        + " stroke-dasharray=\"%s\"/>",
                x1, y1, x2, y2, color, dashes);
    }

    private void text(double x, double y, String anchor, String color, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x, y, anchor, color, escaped);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

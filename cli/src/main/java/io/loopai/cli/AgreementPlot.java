package io.loopai.cli;

import io.loopai.decision.Interval;
import java.util.List;
import java.util.Locale;

/** A drawing (SVG) of the agreement over time, with its interval, the target, and what happened. */
final class AgreementPlot {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 60;
    private static final int BOTTOM = 50;
    private static final double LEAST = 0.2;
    private static final double STEP = 0.2;

    private final StringBuilder svg = new StringBuilder();
    private final double seconds;

    /** The agreement at one moment. */
    record Point(double seconds, double agreement, Interval interval) {}

    /** Something that happened. */
    record Mark(double seconds, String text) {}

    private AgreementPlot(double seconds) {
        this.seconds = Math.max(1, seconds);
    }

    static String svg(
            String title, List<Point> points, List<Mark> marks, double target, double seconds) {
        return new AgreementPlot(seconds).draw(title, points, marks, target);
    }

    private String draw(String title, List<Point> points, List<Mark> marks, double target) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        text(LEFT, 20, "start", "#222", title);
        for (double y = LEAST; y <= 1.001; y += STEP) {
            line(LEFT, y(y), WIDTH - RIGHT, y(y), "#ddd", "");
            text(LEFT - 8, y(y) + 4, "end", "#555", Math.round(100 * y) + "%");
        }
        for (int at = 0; at <= seconds; at += 30) {
            text(x(at), HEIGHT - BOTTOM + 20, "middle", "#555", at + " s");
        }
        line(LEFT, y(target), WIDTH - RIGHT, y(target), "#c33", "6 4");
        text(WIDTH - RIGHT, y(target) - 5, "end", "#c33", "target");
        band(points);
        int row = 0;
        for (Mark mark : marks) {
            line(x(mark.seconds()), TOP - 18, x(mark.seconds()), HEIGHT - BOTTOM, "#999", "2 3");
            text(x(mark.seconds()) + 3, TOP - 20 + 12 * (row++ % 3), "start", "#555", mark.text());
        }
        StringBuilder path = new StringBuilder();
        points.forEach(p -> path.append(pair(p.seconds(), p.agreement())));
        add(
                "<polyline fill=\"none\" stroke=\"#15a\" stroke-width=\"2\" points=\"%s\"/>",
                path.toString().strip());
        add("</svg>");
        return svg.toString();
    }

    private void band(List<Point> points) {
        StringBuilder path = new StringBuilder();
        points.forEach(p -> path.append(pair(p.seconds(), p.interval().high())));
        for (int i = points.size() - 1; i >= 0; i--) {
            path.append(pair(points.get(i).seconds(), points.get(i).interval().low()));
        }
        add(
                "<polygon fill=\"#15a\" fill-opacity=\"0.15\" points=\"%s\"/>",
                path.toString().strip());
    }

    private String pair(double second, double share) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x(second), y(share));
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * second / seconds;
    }

    private double y(double share) {
        double part = (Math.max(LEAST, share) - LEAST) / (1 - LEAST);
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part;
    }

    private void line(double x1, double y1, double x2, double y2, String colour, String dashes) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                        + " stroke-dasharray=\"%s\"/>",
                x1, y1, x2, y2, colour, dashes);
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x, y, anchor, colour, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

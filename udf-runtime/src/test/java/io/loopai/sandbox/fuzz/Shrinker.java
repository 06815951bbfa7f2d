package io.loopai.sandbox.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a source smaller while it keeps what is interesting about it: it leaves out lines, whole
 * blocks, and the first and last line of blocks.
 */
final class Shrinker {

    private Shrinker() {}

    static String shrink(String source, Predicate<String> interesting) {
        List<String> lines = new ArrayList<>(source.lines().toList());
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = lines.size() - 1; i >= 0; i--) {
                int end = endOfBlock(lines, Math.min(i, lines.size() - 1));
                for (List<String> fewer : fewer(lines, Math.min(i, lines.size() - 1), end)) {
                    if (interesting.test(String.join("\n", fewer))) {
                        lines = fewer;
                        smaller = true;
                        break;
                    }
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<List<String>> fewer(List<String> lines, int start, int end) {
        List<List<String>> all = new ArrayList<>();
        List<String> without = new ArrayList<>(lines);
        without.subList(start, end + 1).clear();
        all.add(without);
        if (end > start) {
            List<String> unwrapped = new ArrayList<>(lines);
            unwrapped.remove(end);
            unwrapped.remove(start);
            all.add(unwrapped);
        }
        return all;
    }

    /** The line of the brace that closes what this line opens; the line itself if it opens nothing. */
    private static int endOfBlock(List<String> lines, int start) {
        if (!lines.get(start).endsWith("{")) {
            return start;
        }
        int indent = indent(lines.get(start));
        for (int i = start + 1; i < lines.size(); i++) {
            if (indent(lines.get(i)) <= indent && !lines.get(i).endsWith("{")) {
                return i;
            }
        }
        return start;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}

package io.loopai.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups of digits with at most three separators between two of them, as numbers are written:
 * {@code +49 (0)30 / 12 34}, {@code 4111-1111-1111-1111}. Neighbouring numbers can stand in one run.
 *
 * @param text in which it stands
 * @param starts where each group starts
 * @param ends where each group ends
 */
record DigitRun(String text, List<Integer> starts, List<Integer> ends) {

    private static final String SEPARATORS = " -./()";
    private static final int MOST_SEPARATORS = 3;

    static List<DigitRun> in(String text) {
        List<DigitRun> runs = new ArrayList<>();
        DigitRun run = null;
        int i = 0;
        while (i < text.length()) {
            if (!isDigit(text, i)) {
                i++;
                continue;
            }
            int start = i;
            while (isDigit(text, i)) {
                i++;
            }
            if (run == null || !joined(text, run.end(run.groups() - 1), start)) {
                run = new DigitRun(text, new ArrayList<>(), new ArrayList<>());
                runs.add(run);
            }
            run.starts.add(start);
            run.ends.add(i);
        }
        return runs;
    }

    int groups() {
        return starts.size();
    }

    int start(int group) {
        return starts.get(group);
    }

    int end(int group) {
        return ends.get(group);
    }

    /** How many digits the groups have, from one to another, both included. */
    int digits(int from, int to) {
        int digits = 0;
        for (int i = from; i <= to; i++) {
            digits += end(i) - start(i);
        }
        return digits;
    }

    /** The digits alone. */
    String digitsOf(int from, int to) {
        StringBuilder digits = new StringBuilder();
        for (int i = from; i <= to; i++) {
            digits.append(text, start(i), end(i));
        }
        return digits.toString();
    }

    /** The lengths of the groups: "3-2-4". */
    String shape(int from, int to) {
        StringBuilder shape = new StringBuilder();
        for (int i = from; i <= to; i++) {
            shape.append(i == from ? "" : "-").append(end(i) - start(i));
        }
        return shape.toString();
    }

    /** Whether no letter touches the groups on either side. */
    boolean standsAlone(int from, int to) {
        int before = start(from) - 1;
        int after = end(to);
        return (before < 0 || !isWord(text.charAt(before)) && !decimal(before, -1))
                && (after >= text.length() || !isWord(text.charAt(after)) && !decimal(after, 1));
    }

    /** Whether there is a comma or a full stop between this digit and another: "1,234" is one number. */
    private boolean decimal(int at, int step) {
        char c = text.charAt(at);
        return (c == ',' || c == '.') && isDigit(text, at + step);
    }

    static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c) && !Scripts.isUnspaced(c);
    }

    static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean joined(String text, int from, int to) {
        if (to - from > MOST_SEPARATORS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (SEPARATORS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}

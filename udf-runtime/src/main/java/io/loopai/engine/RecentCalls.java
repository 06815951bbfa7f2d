package io.loopai.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a version failed lately on one subtask: in its last {@value #WINDOW} calls. Adding a call takes constant time and allocates nothing.
 */
final class RecentCalls {

    private static final int WINDOW = 1_000;

    /** Fewer calls say too little: one bad file at the start is no bad program. */
    private static final int FEWEST = 200;

    /** One in that many may fail, and no more. */
    private static final int ONE_IN = 5;

    /** Failures whose texts are kept; all thousand could take a megabyte. */
    private static final int TEXTS = 100;

    private static final Pattern LINE = Pattern.compile(" at line \\d+$");

    private final long[] failed = new long[(WINDOW + Long.SIZE - 1) / Long.SIZE];
    private final String[] texts = new String[TEXTS];
    private int next;
    private int calls;
    private int failures;
    private int nextText;

    /**
     * @param error why the call failed; null when it did not
     */
    void add(String error) {
        int word = next / Long.SIZE;
        long bit = 1L << next; // Java takes the remainder
        if (calls < WINDOW) {
            calls++;
        } else if ((failed[word] & bit) != 0) {
            failures--;
        }
        if (error == null) {
            failed[word] &= ~bit;
        } else {
            failed[word] |= bit;
            failures++;
            texts[nextText] = error;
            nextText = (nextText + 1) % TEXTS;
        }
        next = next + 1 < WINDOW ? next + 1 : 0;
    }

    /** Whether more than 20% of at least 200 calls failed. */
    boolean failTooOften() {
        return calls >= FEWEST && failures * ONE_IN > calls;
    }

    int calls() {
        return calls;
    }

    int failures() {
        return failures;
    }

    /** What the last hundred failures have most often in common; null when nothing failed. */
    String reason() {
        Map<String, Integer> counts = new HashMap<>();
        String most = null;
        for (String text : texts) {
            if (text != null) {
                String reason = withoutMessage(text);
                int count = counts.merge(reason, 1, Integer::sum);
                most = most == null || count > counts.get(most) ? reason : most;
            }
        }
        return most;
    }

    /**
     * {@code NumberFormatException: For input string: "4a" at line 7} without what differs from
     * record to record, and may quote one: events go to people who may not see records.
     */
    private static String withoutMessage(String error) {
        int colon = error.indexOf(": ");
        if (colon < 0) {
            return error;
        }
        Matcher line = LINE.matcher(error);
        return error.substring(0, colon) + (line.find() ? line.group() : "");
    }
}

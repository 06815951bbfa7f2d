package io.loopai.task;

import java.util.regex.Pattern;

/** The spelling of ids: requests {@code [A-Za-z0-9][A-Za-z0-9._:/-]{0,199}}, tasks shorter. */
public final class Ids {

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}");
    private static final Pattern TASK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Ids() {}

    /** Whether this may name a request: at most 200 letters, digits and {@code . _ : / -}. */
    public static boolean isRequestId(String id) {
        return REQUEST.matcher(id).matches();
    }

    /**
     * Whether this may name a task: at most 100 letters, digits and {@code . _ -}. Safe as a folder
     * name: it holds no separator and starts with no dot.
     */
    public static boolean isTaskId(String id) {
        return TASK.matcher(id).matches();
    }

    /** An id that any text can become: what is not allowed turns into {@code _}; cut at 200. */
    public static String requestId(String text) {
        StringBuilder id = new StringBuilder(Math.min(text.length(), 200));
        // The end of a path tells more than its beginning, so the beginning is cut.
        for (int i = Math.max(0, text.length() - 200); i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            boolean allowed = alphanumeric || id.length() > 0 && "._:/-".indexOf(c) >= 0;
            id.append(allowed ? c : id.length() > 0 ? '_' : 'x');
        }
        return id.toString();
    }
}

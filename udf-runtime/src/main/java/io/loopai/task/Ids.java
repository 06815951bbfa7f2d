package io.loopai.task;

/** The spelling of ids: requests {@code [A-Za-z0-9][A-Za-z0-9._:/-]{0,199}}, tasks shorter. */
public final class Ids {

    private static final String REQUEST_SIGNS = "._:/-";
    private static final String TASK_SIGNS = "._-";

    private Ids() {}

    /** Whether this may name a request: at most 200 letters, digits and {@code . _ : / -}. */
    public static boolean isRequestId(String id) {
        return isId(id, 200, REQUEST_SIGNS);
    }

    /**
     * Whether this may name a task: at most 100 letters, digits and {@code . _ -}. Safe as a folder
     * name: it holds no separator and starts with no dot.
     */
    public static boolean isTaskId(String id) {
        return isId(id, 100, TASK_SIGNS);
    }

    /**
     * A request id that reads like the text: what an id cannot hold becomes {@code _}.
     *
     * @param maxLength the end of a longer text is taken, since the end of a path tells most
     */
    public static String requestId(String text, int maxLength) {
        StringBuilder id = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = Math.max(0, text.length() - maxLength); i < text.length(); i++) {
            char c = text.charAt(i);
            boolean first = id.length() == 0;
            boolean allowed = isAlphanumeric(c) || !first && REQUEST_SIGNS.indexOf(c) >= 0;
            id.append(allowed ? c : first ? 'x' : '_');
        }
        return id.toString();
    }

    private static boolean isId(String id, int maxLength, String signs) {
        if (id.isEmpty() || id.length() > maxLength || !isAlphanumeric(id.charAt(0))) {
            return false;
        }
        for (int i = 1; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!isAlphanumeric(c) && signs.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}

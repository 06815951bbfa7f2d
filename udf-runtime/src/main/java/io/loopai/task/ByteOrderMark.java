package io.loopai.task;

/** The invisible character that some editors and spreadsheets put before a file's first. */
public final class ByteOrderMark {

    private ByteOrderMark() {}

    /** A file's text, or its first line, without a byte order mark if there is one. */
    public static String strip(String start) {
        return start.startsWith("\ufeff") ? start.substring(1) : start;
    }
}

package io.loopai.engine;

/** How the bytes of a record are read. */
public enum RequestFormat {
    /** A request as JSON: {@code {"id": …, "input": {…}}}. */
    JSON,
    /** Plain text: the whole record is the field {@code text} of the input. */
    TEXT
}

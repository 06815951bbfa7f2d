package io.loopai.engine;

import java.util.List;

/**
 * What a message queue carries beside a record, handed on with the record's result as it came: who
 * waits for the result finds it by the key, and traces go on through the headers.
 *
 * @param key null where the message has none
 * @param headers in the order in which they came; the same name may come twice
 */
public record Envelope(byte[] key, List<Header> headers) {

    /** A message with neither key nor headers. */
    public static final Envelope EMPTY = new Envelope(null, List.of());

    /**
     * One header.
     *
     * @param value null where the message says so
     */
    public record Header(String name, byte[] value) {}
}

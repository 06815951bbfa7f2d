package io.loopai.engine;

import io.loopai.program.Input;
import java.time.Instant;
import java.util.Map;

/**
 * A request after reading: values for the program, and the bytes of {@code input} and the label as
 * they came, so that nobody has to write them anew.
 *
 * @param task null when the request names none
 * @param label the known right answer, or null
 * @param version the version that the request pins, or 0
 */
record ParsedRequest(
        String id,
        String task,
        Map<String, Object> fields,
        RawJson input,
        RawJson label,
        Instant ts,
        int version,
        boolean forceValidation) {

    Input programInput() {
        return Input.of(fields);
    }
}

package io.loopai.engine;

import io.loopai.task.ProgramStatus;
import java.util.Objects;

/**
 * What one version made of one request.
 *
 * @param output a String, Long, Double, Boolean or Map; null unless the status is success
 * @param confidence a probability; NaN unless the status is success
 * @param nanos nanoseconds inside the program
 * @param error null unless the status is error or timeout
 */
record Answered(
        int version,
        ProgramStatus status,
        Object output,
        double confidence,
        long nanos,
        String error) {

    boolean sameAs(Answered other) {
        return status == other.status && Objects.equals(output, other.output);
    }
}

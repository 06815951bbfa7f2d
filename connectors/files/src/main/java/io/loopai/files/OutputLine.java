package io.loopai.files;

import io.loopai.engine.Envelope;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One line of a JSONL data set.
 *
 * @param bucket the folder below the sink's base, such as {@code spam/executions/date=2026-01-31};
 *     empty for the base itself
 * @param line the bytes without a line's end; not to be changed by anybody
 * @param envelope of the message that the line answers; null where there was none
 */
@TypeInfo(OutputLineTypeFactory.class)
public record OutputLine(String bucket, byte[] line, Envelope envelope) {

    /** A line that answers no message. */
    public OutputLine(String bucket, byte[] line) {
        this(bucket, line, null);
    }
}

package io.loopai.files;

import io.loopai.engine.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How Flink carries raw records; pass it to every operator that emits them.
 *
 * <pre>{@code
 * lines.map(RequestParser::toRecord).returns(RawRecordType.INSTANCE);
 * }</pre>
 */
public final class RawRecordType {

    /** Compact: a few bytes more than the value and the source. */
    public static final TypeInformation<RawRecord> INSTANCE =
            new ImmutableType<>(RawRecord.class, new RawRecordSerializer());

    private RawRecordType() {}
}

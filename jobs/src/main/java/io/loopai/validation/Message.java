package io.loopai.validation;

import io.loopai.engine.RawRecord;
import io.loopai.files.RawRecordType;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;

/** What the job reads, as tuples that Flink serializes by itself: kind, key, and record or line. */
final class Message {

    /** An execution that was drawn for the oracle. */
    static final String SAMPLE = "sample";

    /** An execution whose caller waits. */
    static final String FALLBACK = "fallback";

    /** A right answer that came late. */
    static final String LABEL = "label";

    /** What versions did on the requests, added up. */
    static final String TRAFFIC = "traffic";

    /** What the oracle said. */
    static final String VALIDATION = "validation";

    static final TypeInformation<Tuple3<String, String, RawRecord>> TYPE =
            Types.TUPLE(Types.STRING, Types.STRING, RawRecordType.INSTANCE);

    /** What a task is followed by: kind, task, line. */
    static final TypeInformation<Tuple3<String, String, byte[]>> OF_TASK =
            Types.TUPLE(
                    Types.STRING,
                    Types.STRING,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private Message() {}

    /** No task id holds a slash. */
    static String key(String task, String id) {
        return task + "/" + id;
    }

    /** Of which task the key is. */
    static String task(String key) {
        return key.substring(0, key.indexOf('/'));
    }
}

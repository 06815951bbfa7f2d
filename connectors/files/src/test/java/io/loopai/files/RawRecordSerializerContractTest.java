package io.loopai.files;

import io.loopai.engine.RawRecord;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;

/** What Flink demands of every serializer. */
class RawRecordSerializerContractTest extends SerializerTestBase<RawRecord> {

    RawRecordSerializerContractTest() {
        super(
                new DeeplyEqualsChecker()
                        .withCustomCheck(
                                (a, b) -> a instanceof RawRecord && b instanceof RawRecord,
                                (a, b, checker) -> same((RawRecord) a, (RawRecord) b)));
    }

    private static boolean same(RawRecord a, RawRecord b) {
        return Arrays.equals(a.value(), b.value())
                && a.source().equals(b.source())
                && a.position() == b.position()
                && a.length() == b.length()
                && Objects.equals(a.sha256(), b.sha256());
    }

    @Override
    protected TypeSerializer<RawRecord> createSerializer() {
        return new RawRecordSerializer();
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<RawRecord> getTypeClass() {
        return RawRecord.class;
    }

    @Override
    protected RawRecord[] getTestData() {
        return new RawRecord[] {
            RawRecord.whole("{}".getBytes(), "/a.log", 0),
            RawRecord.whole(new byte[0], "/b.log", Long.MAX_VALUE),
            new RawRecord(new byte[300], "/é.log", 7, 1L << 40, "0f".repeat(32)),
        };
    }
}

package io.loopai.files;

import io.loopai.engine.RawRecord;
import java.util.Arrays;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.MutableRecordAndPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;

/** Lines cut from one filling of the read buffer, each with the offset at which to go on after it. */
final class LineBatch implements BulkFormat.RecordIterator<RawRecord> {

    private RawRecord[] records;
    private long[] nextOffsets;
    private int size;
    private int given;
    private final MutableRecordAndPosition<RawRecord> current = new MutableRecordAndPosition<>();

    LineBatch(int expectedSize) {
        records = new RawRecord[expectedSize];
        nextOffsets = new long[expectedSize];
    }

    void add(RawRecord line, long nextOffset) {
        if (size == records.length) {
            records = Arrays.copyOf(records, size * 2);
            nextOffsets = Arrays.copyOf(nextOffsets, size * 2);
        }
        records[size] = line;
        nextOffsets[size++] = nextOffset;
    }

    int size() {
        return size;
    }

    @Override
    public RecordAndPosition<RawRecord> next() {
        if (given == size) {
            return null;
        }
        current.set(records[given], nextOffsets[given], 0);
        records[given++] = null;
        return current;
    }

    @Override
    public void releaseBatch() {}
}

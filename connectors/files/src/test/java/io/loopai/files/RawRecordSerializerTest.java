package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.engine.Envelope;
import io.loopai.engine.RawRecord;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RawRecordSerializerTest {

    private final RawRecordSerializer serializer = new RawRecordSerializer();

    @Property(tries = 300)
    void shouldReadWhatItWrote(
            @ForAll List<byte[]> values,
            @ForAll List<String> sources,
            @ForAll long position,
            @ForAll boolean cut,
            @ForAll boolean queued)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        List<RawRecord> records =
                java.util.stream.IntStream.range(0, Math.min(values.size(), sources.size()))
                        .mapToObj(i -> record(values.get(i), sources.get(i), position, cut, queued))
                        .toList();
        for (RawRecord record : records) {
            serializer.serialize(record, out);
        }

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        for (RawRecord record : records) {
            assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(record);
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void shouldNotRepeatTheSourceInMemory() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (int i = 0; i < 2; i++) {
            serializer.serialize(RawRecord.whole(new byte[1], new String("/a.log"), i), out);
        }

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(serializer.deserialize(in).source())
                .isSameAs(serializer.deserialize(in).source());
    }

    @Test
    void shouldCostFewBytesMoreThanValueAndSource() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);

        serializer.serialize(RawRecord.whole(new byte[130], "/logs/a.log", 1_000_000_000), out);

        assertThat(out.length()).isEqualTo(130 + 11 + 12);
    }

    private static RawRecord record(
            byte[] value, String source, long position, boolean cut, boolean queued) {
        if (queued) {
            Envelope envelope = new Envelope(value, List.of(new Envelope.Header(source, value)));
            return new RawRecord(value, source, position, value.length, null, envelope);
        }
        return cut
                ? new RawRecord(value, source, position, 1L << 40, "ab".repeat(32))
                : RawRecord.whole(value, source, position);
    }
}

package io.loopai.kafka;

import io.loopai.engine.Envelope;
import io.loopai.engine.RawRecord;
import io.loopai.files.RawRecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Turns messages into records; a message without a value is a blank record. */
final class RequestMessages implements KafkaRecordDeserializationSchema<RawRecord> {

    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    private final int maxRecordBytes;

    /** By partition, so that not every record brings its own. */
    private transient String[] sources;

    RequestMessages(int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RawRecord> out) {
        byte[] value = message.value() == null ? NOTHING : message.value();
        boolean cut = value.length > maxRecordBytes;
        out.collect(
                new RawRecord(
                        cut ? Arrays.copyOf(value, maxRecordBytes) : value,
                        source(message),
                        message.offset(),
                        value.length,
                        cut ? DigestUtils.sha256Hex(value) : null,
                        envelope(message)));
    }

    private String source(ConsumerRecord<byte[], byte[]> message) {
        int partition = message.partition();
        if (sources == null || partition >= sources.length) {
            sources =
                    sources == null
                            ? new String[partition + 1]
                            : Arrays.copyOf(sources, partition + 1);
        }
        if (sources[partition] == null) {
            sources[partition] = message.topic() + "-" + partition;
        }
        return sources[partition];
    }

    private static Envelope envelope(ConsumerRecord<byte[], byte[]> message) {
        Header[] headers = message.headers().toArray();
        if (headers.length == 0) {
            return message.key() == null ? Envelope.EMPTY : new Envelope(message.key(), List.of());
        }
        List<Envelope.Header> kept = new ArrayList<>(headers.length);
        for (Header header : headers) {
            kept.add(new Envelope.Header(header.key(), header.value()));
        }
        return new Envelope(message.key(), kept);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecordType.INSTANCE;
    }
}

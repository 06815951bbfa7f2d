package io.loopai.kafka;

import io.loopai.engine.Envelope;
import io.loopai.files.OutputLine;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Turns lines into messages of one topic. */
final class LineMessages implements KafkaRecordSerializationSchema<OutputLine> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    LineMessages(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            OutputLine line, KafkaSinkContext context, Long timestamp) {
        Envelope envelope = line.envelope() == null ? Envelope.EMPTY : line.envelope();
        return new ProducerRecord<>(topic, null, envelope.key(), line.line(), headers(envelope));
    }

    private static Headers headers(Envelope envelope) {
        if (envelope.headers().isEmpty()) {
            return null;
        }
        RecordHeaders headers = new RecordHeaders();
        envelope.headers().forEach(header -> headers.add(header.name(), header.value()));
        return headers;
    }
}

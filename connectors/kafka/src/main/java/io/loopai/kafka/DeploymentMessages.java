package io.loopai.kafka;

import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Deployments as messages: the value holds its bytes as they were signed, a header the signatures. */
final class DeploymentMessages implements KafkaRecordDeserializationSchema<ControlMessage> {

    private static final long serialVersionUID = 1L;

    static final String SIGNATURES = "signatures";

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<ControlMessage> out) {
        out.collect(asItIs(message));
    }

    /** Empty when it is no deployment, or nobody can go above its revision. */
    static Optional<ControlMessage> read(ConsumerRecord<byte[], byte[]> message) {
        ControlMessage control = asItIs(message);
        try {
            Deployment deployment = control.read();
            return deployment == null || deployment.task() == null || !deployment.isCounted()
                    ? Optional.empty()
                    : Optional.of(control);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static ControlMessage asItIs(ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        Header signatures = message.headers().lastHeader(SIGNATURES);
        return new ControlMessage(
                new String(value, StandardCharsets.UTF_8),
                signatures == null || signatures.value() == null
                        ? null
                        : new String(signatures.value(), StandardCharsets.UTF_8));
    }

    @Override
    public TypeInformation<ControlMessage> getProducedType() {
        return Types.POJO(ControlMessage.class);
    }
}

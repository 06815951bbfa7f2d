package io.loopai.kafka;

import io.loopai.task.Json;
import io.loopai.task.Label;

/**
 * Sends what people and late sources say is right.
 *
 * <pre>{@code
 * try (LabelWriter writer = LabelWriter.open(settings)) {
 *     writer.send(new Label("r-17", "spam", TextNode.valueOf("ham"), Oracle.HUMAN, Instant.now()));
 *     writer.flush(); // here it is acknowledged
 * }
 * }</pre>
 *
 * <p>Throws {@link KafkaUnavailableException} from any method when a label could not be sent.
 */
public final class LabelWriter implements AutoCloseable {

    private final RequestWriter messages;

    private LabelWriter(RequestWriter messages) {
        this.messages = messages;
    }

    /** Connects with the first label. */
    public static LabelWriter open(KafkaSettings settings) {
        return new LabelWriter(RequestWriter.open(settings, settings.topics().labels()));
    }

    /** Sends soon; {@link #flush} and {@link #close} wait for it. */
    public void send(Label label) {
        messages.send(label.id(), Json.bytes(label));
    }

    /** Returns when all that was sent is there. */
    public void flush() {
        messages.flush();
    }

    @Override
    public void close() {
        messages.close();
    }
}

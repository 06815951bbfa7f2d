package io.loopai.kafka;

/** Kafka did not answer, or refused; says where, why and what to do. */
public final class KafkaUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KafkaUnavailableException(String message) {
        super(message);
    }

    KafkaUnavailableException(String servers, Throwable cause) {
        super(
                "Kafka at "
                        + servers
                        + (cause.getMessage() == null
                                ? " does not answer"
                                : ": " + cause.getMessage())
                        + "; is the address right, and is the broker running?",
                cause);
    }
}

package io.loopai.kafka;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;

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
                        + advice(cause),
                cause);
    }

    /** Whether Kafka does not take the message as it is, however often it is sent. */
    public boolean isTooLarge() {
        return getCause() instanceof RecordTooLargeException;
    }

    /** Of what Kafka itself refuses, such as a message that is too large, it says enough. */
    private static String advice(Throwable cause) {
        if (cause instanceof AuthenticationException) {
            return "; are the user, the password and the certificates right?";
        }
        if (cause instanceof AuthorizationException) {
            return "; give this user the permission";
        }
        boolean silent =
                cause instanceof TimeoutException
                        || cause instanceof org.apache.kafka.common.errors.TimeoutException
                        || cause instanceof DisconnectException
                        || cause instanceof NetworkException;
        return silent ? "; is the address right, and is the broker running?" : "";
    }
}

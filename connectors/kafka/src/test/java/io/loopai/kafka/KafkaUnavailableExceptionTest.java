package io.loopai.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaUnavailableExceptionTest {

    @ParameterizedTest
    @MethodSource("causes")
    void shouldAdviseWhatHelpsAgainstTheCause(Exception cause, String message) {
        assertThat(new KafkaUnavailableException("h:1", cause))
                .hasMessage("Kafka at h:1" + message);
    }

    private static Stream<Arguments> causes() {
        String silent = "; is the address right, and is the broker running?";
        return Stream.of(
                Arguments.of(new TimeoutException("no node"), ": no node" + silent),
                Arguments.of(
                        new java.util.concurrent.TimeoutException(), " does not answer" + silent),
                Arguments.of(new DisconnectException("gone"), ": gone" + silent),
                Arguments.of(new RecordTooLargeException("9 bytes"), ": 9 bytes"),
                Arguments.of(
                        new SaslAuthenticationException("invalid credentials"),
                        ": invalid credentials; are the user, the password and the certificates"
                                + " right?"),
                Arguments.of(
                        new TopicAuthorizationException("not yours"),
                        ": not yours; give this user the permission"));
    }
}

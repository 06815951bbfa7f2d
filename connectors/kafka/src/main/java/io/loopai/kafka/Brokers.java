package io.loopai.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Kafka's administration, with patience and with messages for people. */
final class Brokers implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaSettings settings;
    private final Admin admin;

    private Brokers(KafkaSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /** Connects with the first call that needs the cluster. */
    static Brokers connect(KafkaSettings settings) {
        Properties properties = settings.clientProperties();
        properties.putIfAbsent(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Integer.toString((int) PATIENCE.toMillis()));
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        return new Brokers(settings, Admin.create(properties));
    }

    Admin admin() {
        return admin;
    }

    /**
     * Waits for an answer.
     *
     * @throws KafkaUnavailableException when there is none, or it is an error
     */
    <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaUnavailableException(settings.servers(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException(settings.servers(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(settings.servers(), e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

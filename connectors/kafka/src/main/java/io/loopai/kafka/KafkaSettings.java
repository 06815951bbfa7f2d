package io.loopai.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where the brokers are, and how to talk to them.
 *
 * <pre>{@code
 * new KafkaSettings("localhost:9092", Map.of("security.protocol", "SSL"), new Topics("loopai"))
 * }</pre>
 *
 * @param servers {@code host:port}, several separated by commas
 * @param properties of Kafka's clients, such as those for SASL and TLS; handed on as they are
 */
public record KafkaSettings(String servers, Map<String, String> properties, Topics topics)
        implements Serializable {

    /**
     * Kafka's own default lets a night's outage abort what a job has written and not yet committed;
     * this does not.
     */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofHours(24);

    /**
     * @throws IllegalArgumentException if no server is named
     */
    public KafkaSettings {
        if (servers.isBlank()) {
            throw new IllegalArgumentException("name a Kafka server as host:port");
        }
        properties = new TreeMap<>(properties); // serializable, unlike Map.copyOf of old
    }

    /** Brokers that need nothing but an address, with topics that begin with {@code loopai}. */
    public static KafkaSettings at(String servers) {
        return new KafkaSettings(servers, Map.of(), new Topics("loopai"));
    }

    /** For clients of every kind. */
    public Properties clientProperties() {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return all;
    }

    /** Without the properties: they may hold passwords. */
    @Override
    public String toString() {
        return servers + " (" + topics.prefix() + ".*)";
    }
}

package io.loopai.jobs;

import io.loopai.task.Spelling;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Finds mistakes in settings before a job starts: Flink ignores keys that it does not know.
 *
 * <pre>{@code
 * OptionCheck.check(Map.of("loopai.follow_intervall", "1 s"));
 * // loopai.follow_intervall: unknown key; did you mean 'loopai.follow_interval'?
 * }</pre>
 */
public final class OptionCheck {

    private static final String PREFIX = "loopai.";

    /** The shortest that Flink accepts. */
    private static final Duration SHORTEST_CHECKPOINT_INTERVAL = Duration.ofMillis(10);

    private static final int LARGEST_RECORD = 1 << 30;
    private static final int MOST_PARTITIONS = 10_000;
    private static final int MOST_CALLS = 1_000;

    private OptionCheck() {}

    /**
     * Looks at every key of {@link LoopaiOptions}; keys of Flink pass.
     *
     * @throws InvalidOptionException for the first mistake; says what would be right
     */
    public static void check(Map<String, String> settings) {
        List<OptionKey> keys = OptionKey.all();
        List<String> names = keys.stream().map(OptionKey::name).toList();
        List<String> maps =
                keys.stream().filter(OptionKey::isMap).map(key -> key.name() + ".").toList();
        settings.keySet().stream()
                .filter(key -> maps.stream().noneMatch(key::startsWith))
                .forEach(key -> checkName(key, names));
        Configuration values = Configuration.fromMap(settings);
        keys.forEach(key -> key.value(values));
        between(values, LoopaiOptions.MAX_RECORD_BYTES, 1, LARGEST_RECORD);
        between(values, LoopaiOptions.EXECUTION_FUEL, 1, Long.MAX_VALUE);
        atLeast(values, LoopaiOptions.EXECUTION_TIMEOUT, Duration.ofMillis(1));
        atLeast(values, LoopaiOptions.FOLLOW_INTERVAL, Duration.ofMillis(1));
        between(values, LoopaiOptions.KAFKA_PARTITIONS, 1, MOST_PARTITIONS);
        atLeast(values, LoopaiOptions.KAFKA_TRANSACTION_TIMEOUT, Duration.ofSeconds(1));
        between(values, LoopaiOptions.ORACLE_LLM_CONCURRENCY, 1, MOST_CALLS);
        for (ConfigOption<Duration> wait :
                List.of(
                        LoopaiOptions.ORACLE_LLM_TIMEOUT,
                        LoopaiOptions.ORACLE_FIRST_RETRY,
                        LoopaiOptions.ORACLE_RETRY_FOR,
                        LoopaiOptions.ORACLE_LABEL_WAIT,
                        LoopaiOptions.ORACLE_FALLBACK_WAIT,
                        LoopaiOptions.ORACLE_REMEMBER,
                        LoopaiOptions.ORACLE_REGENERATION_TIMEOUT)) {
            atLeast(values, wait, Duration.ofMillis(1));
        }
        atLeast(values, LoopaiOptions.TELEMETRY_INTERVAL, Duration.ofSeconds(1));
        values.getOptional(LoopaiOptions.TELEMETRY_ENDPOINT).ifPresent(OptionCheck::checkEndpoint);
        atLeast(values, LoopaiOptions.CHECKPOINT_INTERVAL, SHORTEST_CHECKPOINT_INTERVAL);
    }

    /** The address may hold a key, so it is not repeated. */
    private static void checkEndpoint(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            uri = URI.create("");
        }
        boolean usable = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!usable || uri.getHost() == null) {
            throw new InvalidOptionException(
                    LoopaiOptions.TELEMETRY_ENDPOINT.key(),
                    "must be an address such as https://host/path");
        }
    }

    private static void checkName(String key, List<String> known) {
        boolean prefixForgotten = known.contains(PREFIX + key);
        if (known.contains(key) || !key.startsWith(PREFIX) && !prefixForgotten) {
            return;
        }
        String wanted = prefixForgotten ? PREFIX + key : key;
        throw new InvalidOptionException(
                key,
                "unknown key"
                        + Spelling.nearest(wanted, known)
                                .map(nearest -> "; did you mean '" + nearest + "'?")
                                .orElseGet(
                                        () ->
                                                known.stream()
                                                        .sorted()
                                                        .collect(
                                                                Collectors.joining(
                                                                        ", ", "; known: ", ""))));
    }

    private static void between(
            Configuration values, ConfigOption<? extends Number> option, long least, long most) {
        long value = values.get(option).longValue();
        if (value < least || value > most) {
            String limit = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
            throw new InvalidOptionException(option.key(), "must be " + limit + ", not " + value);
        }
    }

    private static void atLeast(
            Configuration values, ConfigOption<Duration> option, Duration least) {
        Duration value = values.get(option);
        if (value.compareTo(least) < 0) {
            throw new InvalidOptionException(
                    option.key(),
                    "must be at least "
                            + least.toMillis()
                            + " ms, not "
                            + value.toMillis()
                            + " ms");
        }
    }
}

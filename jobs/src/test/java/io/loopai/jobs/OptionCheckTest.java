package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "loopai.checkpoint_intervall | 3 s | loopai.checkpoint_intervall: unknown key; did you mean 'loopai.checkpoint_interval'?",
                "checkpoint_interval | 3 s | checkpoint_interval: unknown key; did you mean 'loopai.checkpoint_interval'?",
                "loopai.execution.timeout | soon | loopai.execution.timeout: 'soon' is not a duration such as 500 ms or 10 s",
                "loopai.execution.timeout | 0 s | loopai.execution.timeout: must be at least 1 ms, not 0 ms",
                "loopai.execution.fuel | much | loopai.execution.fuel: 'much' is not a whole number",
                "loopai.execution.fuel | 0 | loopai.execution.fuel: must be at least 1, not 0",
                "loopai.max_record_bytes | 1 MB | loopai.max_record_bytes: '1 MB' is not a whole number",
                "loopai.max_record_bytes | -5 | loopai.max_record_bytes: must be 1 to 1073741824, not -5",
                "loopai.checkpoint_interval | 5 ms | loopai.checkpoint_interval: must be at least 10 ms, not 5 ms",
                "loopai.follow_interval | 0 ms | loopai.follow_interval: must be at least 1 ms, not 0 ms",
                "loopai.telemetry.interval | 500 ms | loopai.telemetry.interval: must be at least 1000 ms, not 500 ms",
                "loopai.telemetry.endpoint | collector:4318 | loopai.telemetry.endpoint: must be an address such as https://host/path",
                "loopai.follow | perhaps | loopai.follow: 'perhaps' is not true or false",
                "loopai.format | csv | loopai.format: 'csv' is not jsonl or text",
            })
    void shouldSayWhatIsWrongWithASetting(String key, String value, String message) {
        assertThatThrownBy(() -> OptionCheck.check(Map.of(key, value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(message);
    }

    @Test
    void shouldListTheKeysWhereNoneIsSimilar() {
        assertThatThrownBy(() -> OptionCheck.check(Map.of("loopai.colour", "red")))
                .hasMessage(
                        "loopai.colour: unknown key; known: loopai.checkpoint_interval,"
                                + " loopai.compaction_interval,"
                                + " loopai.data_dir, loopai.deployments.allow_unsigned,"
                                + " loopai.deployments.public_keys, loopai.execution.fuel, loopai.execution.timeout,"
                                + " loopai.follow, loopai.follow_interval, loopai.format, loopai.input,"
                                + " loopai.kafka.create_topics, loopai.kafka.delivery,"
                                + " loopai.kafka.group_id, loopai.kafka.partitions,"
                                + " loopai.kafka.properties, loopai.kafka.servers,"
                                + " loopai.kafka.topic_prefix, loopai.kafka.transaction_timeout,"
                                + " loopai.max_record_bytes, loopai.oracle.fallback_wait, loopai.oracle.first_retry,"
                                + " loopai.oracle.group_id, loopai.oracle.label_file, loopai.oracle.label_wait, loopai.oracle.llm.base_url,"
                                + " loopai.oracle.llm.concurrency, loopai.oracle.llm.model, loopai.oracle.llm.prices, loopai.oracle.llm.timeout,"
                                + " loopai.oracle.regeneration_timeout, loopai.oracle.remember, loopai.oracle.retry_for,"
                                + " loopai.output, loopai.task, loopai.telemetry.endpoint,"
                                + " loopai.telemetry.interval");
    }

    @Test
    void shouldSayWhichKeyIsNeededAndWhatFor() {
        assertThatThrownBy(
                        () ->
                                ExecutionJob.draw(
                                        StreamExecutionEnvironment.getExecutionEnvironment(),
                                        new Configuration()))
                .hasMessage(
                        "loopai.data_dir is not set; it is needed: Folder with the artifacts, into"
                                + " which executions, samples, dead letters, events and results are"
                                + " written.");
    }

    @Test
    void shouldPassKeysOfFlinkAndRightValues() {
        assertThatCode(
                        () ->
                                OptionCheck.check(
                                        Map.of(
                                                "taskmanager.numberOfTaskSlots", "4",
                                                "loopai.follow", "true",
                                                "loopai.format", "TEXT",
                                                "loopai.input", "a;b",
                                                "loopai.execution.timeout", "1 s")))
                .doesNotThrowAnyException();
    }
}

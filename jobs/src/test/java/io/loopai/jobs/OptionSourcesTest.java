package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionSourcesTest {

    @TempDir private Path folder;

    @Test
    void shouldPreferArgumentsToEnvironmentToFileToDefaults() throws IOException {
        Path file =
                file(
                        "job.yaml",
                        """
                        loopai.task: from-file
                        loopai.data_dir: /from-file
                        loopai.execution: {fuel: 7}
                        """);
        Configuration options =
                OptionSources.read(
                        new String[] {"--loopai.task", "from-args", "--config", file.toString()},
                        Map.of("LOOPAI_TASK", "from-env", "LOOPAI_DATA_DIR", "/from-env"));

        assertThat(options.get(LoopaiOptions.TASK)).isEqualTo("from-args");
        assertThat(options.get(LoopaiOptions.DATA_DIR)).isEqualTo("/from-env");
        assertThat(options.get(LoopaiOptions.EXECUTION_FUEL)).isEqualTo(7);
        assertThat(options.get(LoopaiOptions.KAFKA_PARTITIONS)).isEqualTo(4);
    }

    @Test
    void shouldReadEveryKindOfValueFromYaml() throws IOException {
        Path file =
                file(
                        "job.yml",
                        """
                        loopai:
                          input: [a.jsonl, "b;c's.jsonl"]
                          follow: true
                          kafka:
                            servers: ${BROKER}:9092
                            properties: {security.protocol: SSL, sasl.jaas.config: "${A}$1${B}"}
                        pipeline.max-parallelism: 16
                        """);

        Configuration options =
                OptionSources.read(
                        new String[] {"--config=" + file},
                        Map.of("BROKER", "kafka-1", "A", "x", "B", ""));

        assertThat(options.get(LoopaiOptions.INPUT)).containsExactly("a.jsonl", "b;c's.jsonl");
        assertThat(options.get(LoopaiOptions.FOLLOW)).isTrue();
        assertThat(options.get(LoopaiOptions.KAFKA_SERVERS)).isEqualTo("kafka-1:9092");
        assertThat(options.get(LoopaiOptions.KAFKA_PROPERTIES))
                .isEqualTo(Map.of("security.protocol", "SSL", "sasl.jaas.config", "x$1"));
        assertThat(options.toMap()).containsEntry("pipeline.max-parallelism", "16");
    }

    @Test
    void shouldReadProperties() throws IOException {
        Path file = file("job.properties", "loopai.task = spam\nloopai.data_dir: ${HOME}/data\n");

        Configuration options =
                OptionSources.read(
                        new String[] {"--config", file.toString()}, Map.of("HOME", "/root"));

        assertThat(options.get(LoopaiOptions.TASK)).isEqualTo("spam");
        assertThat(options.get(LoopaiOptions.DATA_DIR)).isEqualTo("/root/data");
    }

    @Test
    void shouldReadEveryKeyFromTheEnvironmentAndNothingOfOthers() {
        Configuration options =
                OptionSources.read(
                        new String[0],
                        Map.ofEntries(
                                Map.entry("LOOPAI_KAFKA_TOPIC_PREFIX", "tenant-a"),
                                Map.entry("LOOPAI_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL"),
                                Map.entry("LOOPAI_DEPLOYMENTS_ALLOW_UNSIGNED", "true"),
                                Map.entry("LOOPAI_TASK", ""),
                                Map.entry("LOOPAI_KAFKA", "broker:9092"),
                                Map.entry("LOOPAI_JAVA_OPTS", "-Xmx1g"),
                                Map.entry("LOOPAI_API_SERVICE_HOST", "10.0.0.7"),
                                Map.entry("LOOPAI_API_SERVICE_PORT_HTTP", "80"),
                                Map.entry("LOOPAI_API_PORT", "tcp://10.0.0.7:80"),
                                Map.entry("LOOPAI_API_PORT_80_TCP_ADDR", "10.0.0.7"),
                                Map.entry("OPENAI_API_KEY", "secret")));

        assertThat(options.toMap())
                .containsOnly(
                        Map.entry("loopai.kafka.topic_prefix", "tenant-a"),
                        Map.entry("loopai.kafka.properties.security.protocol", "SSL"),
                        Map.entry("loopai.deployments.allow_unsigned", "true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--loopai.folow true | arguments: loopai.folow: unknown key; did you mean 'loopai.follow'?",
                "--loopai.execution.timeout soon | arguments: loopai.execution.timeout: 'soon' is not a duration such as 500 ms or 10 s",
                "--loopai.task a --loopai.task b | arguments: loopai.task: is given twice",
                "--loopai.follow | arguments: loopai.follow: has no value; write --loopai.follow VALUE",
                "--loopai.follow --loopai.task x | arguments: loopai.follow: has no value; write --loopai.follow VALUE",
                "--loopai.task spam hunter2 | arguments: number 3 is no key; write --key value",
                "--config nowhere.yaml | nowhere.yaml: no such file",
            })
    void shouldSayWhatIsWrongWithAnArgument(String args, String message) {
        assertThatThrownBy(() -> OptionSources.read(args.split(" "), Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LOOPAI_DATADIR | x | environment: LOOPAI_DATADIR: unknown variable; did you mean 'LOOPAI_DATA_DIR'?",
                "LOOPAI_COLOUR | x | environment: LOOPAI_COLOUR: unknown variable; the job's are its keys in capitals with '_' for '.', such as LOOPAI_DATA_DIR",
                "LOOPAI_EXECUTION_FUEL | 0 | environment: loopai.execution.fuel: must be at least 1, not 0",
            })
    void shouldSayWhatIsWrongWithAVariable(String name, String value, String message) {
        assertThatThrownBy(() -> OptionSources.read(new String[0], Map.of(name, value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "job.yaml | loopai.foo_bar_baz_qux_x: 1 | loopai.foo_bar_baz_qux_x: unknown key; known: loopai.checkpoint_interval,",
                "job.yaml | loopai: {kafka: {server: x}} | loopai.kafka.server: unknown key; did you mean 'loopai.kafka.servers'?",
                "job.yaml | data_dir: /data | data_dir: unknown key; did you mean 'loopai.data_dir'?",
                "job.yaml | loopai.data_dir: '${NO_SUCH}/data' | loopai.data_dir: ${NO_SUCH}: the environment has no variable of this name; set it, or write the value",
                "job.yaml | loopai.task: | loopai.task: has no value; write one, or leave the key out",
                "job.yaml | loopai.input: [{a: b}] | loopai.input: must be a list of texts",
                "job.yaml | [a] | must be a map of keys such as loopai.data_dir",
                "job.yaml | {loopai.task: a, loopai: {task: b}} | loopai.task: is given twice",
                "job.yaml | {loopai.task: a | line 1 is no YAML: ",
                "job.properties | loopai.folow=true | loopai.folow: unknown key; did you mean 'loopai.follow'?",
                "job.toml | a = 1 | its name must end in .yaml, .yml or .properties",
            })
    void shouldSayWhatIsWrongWithAFile(String name, String text, String message)
            throws IOException {
        Path file = file(name, text);

        assertThatThrownBy(
                        () ->
                                OptionSources.read(
                                        new String[] {"--config", file.toString()}, Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.task.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    private static final String REGENERATE =
            "./mvnw -q -pl jobs -am test -Dtest=ConfigurationPageTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dloopai.write_docs=true";

    @Test
    void shouldSayWhatTheOptionsSay() throws IOException {
        if (Boolean.getBoolean("loopai.write_docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE).as("docs/configuration.md; write it with: %s", REGENERATE).exists();
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md is stale; write it anew with: %s", REGENERATE)
                .isEqualTo(page());
    }

    @Test
    void shouldDescribeEveryOptionInASentence() {
        assertThat(OptionKey.all())
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        key ->
                                assertThat(key.description())
                                        .as(key.name())
                                        .endsWith(".")
                                        .doesNotContain("|"));
    }

    private static String page() {
        String rows =
                OptionKey.all().stream()
                        .map(ConfigurationPageTest::row)
                        .collect(Collectors.joining());
        return """
                # Configuration

                The keys of the execution job. `loopai run` takes them as `-D KEY=VALUE`, except where it has
                an option of its own, such as `--input`. All other keys are Flink's.

                On a Flink cluster the job looks in these places; the first one that has a key counts:

                | where | how |
                |---|---|
                | arguments | `--KEY VALUE` behind the jar |
                | environment | the key in capitals, with `_` for each dot: `LOOPAI_DATA_DIR` is `loopai.data_dir`. An empty variable is as good as none. |
                | file | `--config job.yaml` (or `.properties`) behind the jar |
                | default | as below |

                    # job.yaml: keys whole or nested; lists as in YAML
                    loopai:
                      data_dir: /data
                      kafka:
                        servers: broker:9092
                        properties:
                          sasl.jaas.config: ${KAFKA_LOGIN}       # an environment variable
                      deployments.public_keys: [release.pub.pem]

                Environment and file are read where the job's `main` runs: at `flink run`, or in the JobManager
                of an application cluster and of jobs that were submitted over REST. A key or a variable that
                begins with `loopai.` or `LOOPAI_` and is unknown, and a `${NAME}` that is not set, stop the start
                with a message that names the place. Exceptions are variables of the command line
                (`LOOPAI_KAFKA`, `LOOPAI_SIGNING_KEY`, `LOOPAI_JAVA_OPTS`) and those that Kubernetes sets for services.

                | key | type | default | meaning |
                |---|---|---|---|
                """
                + rows
                + "\nThis page is written from `LoopaiOptions`: "
                + "`"
                + REGENERATE
                + "`\n";
    }

    private static String row(OptionKey key) {
        String otherwise = defaultText(key.option().defaultValue());
        return "| `%s` | %s | %s | %s |\n"
                .formatted(key.name(), key.kind(), otherwise, key.description());
    }

    /** As a user would write it. */
    private static String defaultText(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Duration duration) {
            return "`" + TimeUtils.formatWithHighestUnit(duration) + "`";
        }
        return "`" + (value instanceof Enum<?> choice ? Json.name(choice) : value) + "`";
    }
}

package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionJobTest {

    @TempDir private Path folder;
    private final Configuration options = new Configuration();

    @BeforeEach
    void prepare() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), "{}\n");
        options.set(LoopaiOptions.DATA_DIR, folder.resolve("data").toString());
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.INPUT, List.of(input.toString()));
    }

    /** State is found again by these names: whoever changes one drops it from running jobs. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveEveryOperatorItsLastingName(boolean follow) {
        options.set(LoopaiOptions.FOLLOW, follow);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();

        ExecutionJob.draw(env, options);

        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "requests",
                        "deployments-tick",
                        "deployments",
                        "execute",
                        "tally",
                        "results",
                        "Sink Committer: results",
                        "executions",
                        "Sink Committer: executions",
                        "samples",
                        "Sink Committer: samples",
                        "dead-letters",
                        "Sink Committer: dead-letters",
                        "events",
                        "Sink Committer: events");
    }

    @Test
    void shouldNameTheDataFolderThatIsNotSet() {
        options.removeConfig(LoopaiOptions.DATA_DIR);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutionJob.draw(new StreamExecutionEnvironment(), options))
                .withMessage(
                        "loopai.data_dir is not set; it is needed: Folder with the artifacts, into"
                                + " which executions, samples, dead letters, events and results are"
                                + " written.");
    }

    @Test
    void shouldNameTheInputThatIsNotSet() {
        options.removeConfig(LoopaiOptions.INPUT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutionJob.draw(new StreamExecutionEnvironment(), options))
                .withMessage(
                        "loopai.input is not set; it is needed: Files, folders and globs with"
                                + " requests, separated by ';'. Files that end in .gz are"
                                + " unpacked.");
    }

    @Test
    void shouldRefuseAnOptionThatIsMistyped() {
        options.setString("loopai.folow", "true");
        options.setString("metrics.reporter.loopai.factory.class", "any");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutionJob.draw(new StreamExecutionEnvironment(), options))
                .withMessage("loopai.folow: unknown key; did you mean 'loopai.follow'?");
    }
}

package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.cli.Shell.Outcome;
import io.loopai.store.DataDir;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What 'up' refuses before it starts anything. */
class UpCommandTest {

    private static final String JOB = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder;

    @Test
    void shouldAskWhoMayDecideWhatRunsWhenTheBrokersAreNotItsOwn() {
        assertRefused(
                Shell.run("up", "--kafka", "127.0.0.1:1", "--data-dir", folder),
                "--kafka 127.0.0.1:1: whoever can write to loopai.deployments there decides what"
                        + " runs; name the keys of those who may with -D"
                        + " loopai.deployments.public_keys=FILE (see 'loopai keys --help'), or"
                        + " accept everybody with -D loopai.deployments.allow_unsigned=true");
    }

    @Test
    void shouldRefuseAClusterElsewhereThatCannotReachItsBroker() {
        assertRefused(
                Shell.run("up", "--flink", "192.0.2.1:8081", "--data-dir", folder),
                "--flink 192.0.2.1:8081 needs --kafka: the broker inside this process listens on"
                        + " loopback, where a cluster elsewhere does not find it");
    }

    @ParameterizedTest
    @CsvSource({
        "loopai.data_dir=/data, --data-dir",
        "loopai.kafka.servers=127.0.0.1:1, --kafka",
        "loopai.kafka.topic_prefix=tenant-a, --topic-prefix",
        "loopai.kafka.properties=security.protocol:SSL, --kafka-property",
        "loopai.kafka.properties.security.protocol=SSL, --kafka-property",
    })
    void shouldRefuseASettingThatOnlyAnOptionCanGive(String setting, String option) {
        assertRefused(
                Shell.run("up", "-D", setting, "--data-dir", folder),
                "-D %s: 'up' takes this from %s, for all that it starts; give it there"
                        .formatted(setting.substring(0, setting.indexOf('=')), option));
    }

    @Test
    void shouldRefuseTwoTasksOfRequestsThatNameNone() {
        assertRefused(
                Shell.run("up", "-D", "loopai.task=a", "--task", "b", "--data-dir", folder),
                "-D loopai.task and --task mean the same; give one of them");
    }

    @Test
    void shouldRefuseAModelThatNobodyServes() {
        assertRefused(
                Shell.run("up", "--model", "gpt-4o", "--data-dir", folder),
                "--model gpt-4o: nobody is named who serves it; set OPENAI_API_KEY, or"
                        + " OPENAI_BASE_URL for an endpoint that wants no key");
    }

    @Test
    void shouldWarnOfAPriceThatIsNotKnownAndOfABudgetThatAllowsNoCall() {
        Outcome outcome =
                Shell.run(
                        Map.of("OPENAI_BASE_URL", "http://127.0.0.1:1", "OPENAI_MODEL", "my-own"),
                        "up",
                        "--budget-usd",
                        "0.1",
                        "--keep-executions", // so that it does not start
                        "0",
                        "--data-dir",
                        folder);

        assertThat(outcome.err())
                .startsWith(
                        "warning: the price of model 'my-own' is not known; its tokens are counted"
                                + " at the highest price of the table, 30 USD per million in and 75"
                                + " out; put its price into a file such as {\"my-own\": {\"input\":"
                                + " 0.5, \"output\": 1.5}}\n"
                                + "warning: the LLM budget of 0.1 USD does not allow a single call:"
                                + " one of my-own can cost 0.3077 USD or more, so it is not asked;"
                                + " raise the budget, or ask a cheaper model\nerror: ");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldSayThatTheBudgetIsForEachDay() {
        assertThat(Shell.run("up", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "What programs by the LLM may cost at most, with 'up' on each day (UTC),"
                                + " for all tasks; half of a task's usd_per_day limits those for it,"
                                + " too.");
    }

    @Test
    void shouldSayWhichTaskIsTheDefault() {
        assertThat(Shell.run("up", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "The task of requests that name none. Default: the only one that there is"
                                + " at the start; one that is created later is not.");
    }

    @Test
    void shouldNotMoveTheBrokerAwayFromAJobThatRuns() throws Exception {
        try (FlinkRest flink = new FlinkRest();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(folder.resolve("kafka")); // it had a broker of its own
            leave(flink, "127.0.0.1:" + taken.getLocalPort());
            String job = "the job on the Flink cluster at " + flink.address();

            assertFailed(
                    Shell.run("up", "--flink", flink.address(), "--data-dir", folder),
                    "port %1$d of 127.0.0.1 is taken; %2$s needs its broker there: stop who has the port, or name that broker with --kafka 127.0.0.1:%1$d"
                            .formatted(taken.getLocalPort(), job));
            assertFailed(
                    Shell.run(
                            "up",
                            "--flink",
                            flink.address(),
                            "--kafka-port",
                            1,
                            "--data-dir",
                            folder),
                    job
                            + " works with Kafka at 127.0.0.1:"
                            + taken.getLocalPort()
                            + ": leave out --kafka-port");
            leave(flink, "broker:9092");
            assertFailed(
                    Shell.run("up", "--flink", flink.address(), "--data-dir", folder),
                    job
                            + " works with Kafka at broker:9092: give the same command as before,"
                            + " with --kafka broker:9092");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9092", "127.0.0.1:9092,127.0.0.1:9093"})
    void shouldNotTakeBrokersOnLoopbackForItsOwn(String kafka) throws Exception {
        try (FlinkRest flink = new FlinkRest()) {
            leave(flink, kafka);

            assertFailed(
                    Shell.run("up", "--flink", flink.address(), "--data-dir", folder),
                    "the job on the Flink cluster at %s works with Kafka at %s: give the same command as before, with --kafka %2$s"
                            .formatted(flink.address(), kafka));
        }
    }

    @Test
    void shouldSayThatTheBrokersPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertFailed(
                    Shell.run("up", "--kafka-port", port, "--data-dir", folder),
                    "port "
                            + port
                            + " of 127.0.0.1 is taken; give another one with --kafka-port, or none"
                            + " for any that is free");
        }
    }

    /** As an 'up' does that is killed after it has started a job there. */
    private void leave(FlinkRest flink, String kafka) {
        DataDir data = DataDir.open(folder);
        try (RunState state = RunState.take(data, "up", List.of("up", "loopai"))) {
            state.remember(new RunState.ClusterJob(flink.address(), JOB, kafka));
        }
        flink.job(JOB, "RUNNING", 2, 0);
    }

    private static void assertFailed(Outcome outcome, String message) {
        assertThat(outcome).isEqualTo(new Outcome(1, "", "error: " + message + "\n"));
    }

    private static void assertRefused(Outcome outcome, String message) {
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("error: " + message + "\nTry 'loopai up --help'.\n");
    }
}

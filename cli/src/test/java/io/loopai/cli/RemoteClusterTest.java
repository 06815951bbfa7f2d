package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster may be like that the job cannot, or not yet, start on. */
class RemoteClusterTest {

    @TempDir private Path folder;
    private FlinkRest rest;

    @BeforeEach
    void start() throws IOException {
        rest = new FlinkRest();
    }

    @AfterEach
    void stop() {
        rest.close();
        System.clearProperty("loopai.jobs.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "flink", "flink:", "flink:0", "http://flink:8081", "a b:1", "x@h:1"})
    void shouldRefuseWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> RemoteCluster.at(address, new Configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'"
                                + address
                                + "' is no address of a Flink cluster, such as 127.0.0.1:8081");
    }

    @Test
    void shouldRefuseAClusterOfAnotherFlink() {
        RemoteCluster cluster = cluster("1.20.1", 4);

        assertThatThrownBy(() -> cluster.problem(2, 1))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(
                        "the cluster at %s runs Flink 1.20.1, and this is Flink 2.2.1: the job would"
                                        .formatted(cluster.address())
                                + " not start there");
    }

    @Test
    void shouldSayThatSlotsAreMissing() {
        RemoteCluster cluster = cluster(EnvironmentInformation.getVersion(), 4);

        assertThat(cluster.problem(2, 2)).isEmpty();
        assertThat(cluster.problem(2, 3))
                .contains(
                        "the cluster at %s has 4 free slots, and 2 jobs with --parallelism 3 need 6: 2 are missing; waiting until they are there"
                                .formatted(cluster.address()));
        assertThat(cluster.problem(1, 5))
                .contains(
                        "the cluster at %s has 4 free slots, and the subtasks of a job with --parallelism 5 need 5: 1 are missing; waiting until they are there"
                                .formatted(cluster.address()));
    }

    @Test
    void shouldSayThatTheJarIsMissing() {
        RemoteCluster cluster = cluster(EnvironmentInformation.getVersion(), 4);
        Path jar = folder.resolve("jobs.jar");
        System.setProperty("loopai.jobs.jar", jar.toString());

        assertThatThrownBy(() -> cluster.environment(FlinkJob.EXECUTION, 1, new Configuration()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(
                        "the jar of the jobs is not there: %s; name it with LOOPAI_JAVA_OPTS=-Dloopai.jobs.jar=FILE"
                                .formatted(jar));
    }

    @Test
    void shouldNotStartASecondJobWhileItIsUnknownWhetherTheFirstRuns() throws IOException {
        RunHarness run = new RunHarness(folder);
        Configuration impatient = new Configuration();
        impatient.setString("rest.retry.max-attempts", "1");
        impatient.setString("rest.retry.delay", "10 ms");
        try (RunState state = run.state()) {
            state.remember(new RunState.ClusterJob("127.0.0.1:1", "0123", "127.0.0.1:9092"));
            ClusterRuns runs = new ClusterRuns(FlinkJob.EXECUTION, state, impatient);

            assertThatThrownBy(() -> runs.left(null))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith(
                            "the job may still run on a Flink cluster: no Flink cluster answers at"
                                    + " 127.0.0.1:1 (")
                    .hasMessageEndingWith(
                            "); is the address right, and is the cluster running? If it is gone for"
                                    + " good, delete "
                                    + state.clusterJobFile());
        }
    }

    @Test
    void shouldNotTakeAJobForEndedWhileItsClusterDoesNotAnswer() throws Exception {
        String job = "0123456789abcdef0123456789abcdef";
        rest.job(job, "RUNNING", 2, 0);
        Configuration impatient = new Configuration();
        impatient.setString("rest.retry.max-attempts", "1");
        impatient.setString("rest.retry.delay", "10 ms");
        JobClient client = RemoteCluster.at(rest.address(), impatient).running(job).orElseThrow();
        int port = rest.port();
        rest.close();
        try (RunState state = new RunHarness(folder).state()) {
            FlinkRun run = FlinkRun.attach(client, new Configuration(), state);
            await().until(() -> run.hasBeenSilent());
            assertThat(run.isDone()).isFalse();

            rest = new FlinkRest(port);
            rest.answer(
                    "/jobs/" + job + "/execution-result",
                    """
                    {"status": {"id": "COMPLETED"},
                     "job-execution-result": {"id": "%s", "application-status": "CANCELED",
                       "accumulator-results": {}, "net-runtime": 1}}
                    """
                            .formatted(job));
            assertThatThrownBy(run::result)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage("the run failed: Job was cancelled.");
        }
    }

    private RemoteCluster cluster(String version, int freeSlots) {
        rest.answer(
                "/overview",
                """
                {"taskmanagers": 1, "slots-total": 8, "slots-available": %d,
                 "jobs-running": 0, "jobs-finished": 0, "jobs-cancelled": 0, "jobs-failed": 0,
                 "flink-version": "%s", "flink-commit": "unknown"}
                """
                        .formatted(freeSlots, version));
        return RemoteCluster.at(rest.address(), new Configuration());
    }
}

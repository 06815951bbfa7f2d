package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
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
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
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

        assertThatThrownBy(() -> cluster.problem(1))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(
                        "the cluster at %s runs Flink 1.20.1, and this is Flink 2.2.1: the job would"
                                        .formatted(cluster.address())
                                + " not start there");
    }

    @Test
    void shouldSayThatSlotsAreMissing() {
        RemoteCluster cluster = cluster(EnvironmentInformation.getVersion(), 4);

        assertThat(cluster.problem(4)).isEmpty();
        assertThat(cluster.problem(5))
                .contains(
                        "the cluster at %s has 4 free slots, and the job needs 5: it waits until there are as many (see --parallelism)"
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
            state.remember(new RunState.ClusterJob("127.0.0.1:1", "0123"));
            ClusterRuns runs = new ClusterRuns(FlinkJob.EXECUTION, state, impatient, null);

            assertThatThrownBy(runs::requireNone)
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

    private RemoteCluster cluster(String version, int freeSlots) {
        byte[] overview =
                """
                {"taskmanagers": 1, "slots-total": 8, "slots-available": %d,
                 "jobs-running": 0, "jobs-finished": 0, "jobs-cancelled": 0, "jobs-failed": 0,
                 "flink-version": "%s", "flink-commit": "unknown"}
                """
                        .formatted(freeSlots, version)
                        .getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/v1/overview",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, overview.length);
                    exchange.getResponseBody().write(overview);
                    exchange.close();
                });
        return RemoteCluster.at("127.0.0.1:" + server.getAddress().getPort(), new Configuration());
    }
}

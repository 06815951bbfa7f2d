package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that runs in this process is open to other machines. */
class LoopbackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @BeforeEach
    void requireProc() {
        assumeTrue(Sockets.canLook(), "skipped: there is no /proc/net/tcp here");
    }

    @Test
    void shouldListenOnLoopbackOnlyWhenRecordsComeFromFiles() throws Exception {
        RunHarness harness = new RunHarness(folder);
        harness.deployNext();
        harness.writeRequests(100);
        Configuration options = harness.options(true);
        try (RunState state = harness.state()) {
            FlinkRun run = FlinkRun.start(FlinkJob.EXECUTION, options, 2, state, Optional.empty());
            try {
                await().atMost(PATIENCE).until(() -> harness.results().size() == 100);

                shouldListenOnLoopbackOnly(ProcessHandle.current().pid());
            } finally {
                run.stop();
            }
        }
    }

    @Test
    void shouldListenOnLoopbackOnlyAndNotShowPasswordsThereWhenRequestsComeFromKafka()
            throws Exception {
        try (UpHarness up = new UpHarness(folder)) {
            up.deployNext();
            up.startWithItsOwnBroker("--kafka-property", "sasl.jaas.config=hunter2");

            shouldListenOnLoopbackOnly(up.pid());
            assertThat(everythingAboutTheConfiguration(up.flink()))
                    .contains("rest.bind-address")
                    .doesNotContain("hunter2");
            assertThat(up.stop()).isTrue();
        }
    }

    private static String everythingAboutTheConfiguration(String flink) throws Exception {
        String cluster = get(flink, "/jobmanager/config");
        JsonNode jobs = Json.MAPPER.readTree(get(flink, "/jobs")).get("jobs");
        String job = jobs.get(0).get("id").asText();
        return cluster + get(flink, "/jobs/" + job + "/config");
    }

    private static String get(String flink, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + flink + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void shouldListenOnLoopbackOnly(long process) throws Exception {
        assertThat(Sockets.ports(process, false)).isNotEmpty();
        assertThat(Sockets.ports(process, true)).isEmpty();
    }
}

package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    void shouldListenOnLoopbackOnlyWhenRequestsComeFromKafka() throws Exception {
        try (UpHarness up = new UpHarness(folder)) {
            up.deployNext();
            up.startWithItsOwnBroker();

            shouldListenOnLoopbackOnly(up.pid());
            assertThat(up.stop()).isTrue();
        }
    }

    private static void shouldListenOnLoopbackOnly(long process) throws Exception {
        assertThat(Sockets.ports(process, false)).isNotEmpty();
        assertThat(Sockets.ports(process, true)).isEmpty();
    }
}

package io.loopai.service.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.service.db.Database;
import io.loopai.service.db.Outbox;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies after a decision was committed and before it was published. */
class CrashTest {

    private static final int KILLED = 9;

    @TempDir private Path folder;

    /** Runs in a process of its own, which ends as if it was killed. */
    static final class Dying implements DeploymentSink {

        public static void main(String[] args) throws Exception {
            DecisionCentre centre =
                    DecisionCentre.open(DataDir.open(Path.of(args[0])), Optional.empty());
            centre.publishTo(new Dying());
            centre.deployments().createTask(Programs.task("t"), null);
            centre.deployments().addVersion("t", NewProgram.written(Programs.source(1)), "first");
            Thread.currentThread().join();
        }

        @Override
        public String name() {
            return "kafka";
        }

        @Override
        public List<ControlMessage> newest() {
            return List.of();
        }

        @Override
        public void publish(List<ControlMessage> messages) {
            if (!messages.isEmpty()) {
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }

    @Test
    void shouldPublishAfterTheNextStart() throws Exception {
        assertThat(die()).isEqualTo(KILLED);
        DataDir data = DataDir.open(folder);
        try (Database database = Database.open(data.root().resolve("service"))) {
            List<Outbox.Entry> waiting =
                    database.inTransaction(handle -> Outbox.next(handle, "kafka", List.of()));
            assertThat(waiting).extracting(Outbox.Entry::item).containsExactly(1L);
        }

        Remembered topic = new Remembered();
        try (DecisionCentre centre = DecisionCentre.open(data, Optional.empty())) {
            centre.publishTo(topic);

            ControlMessage decided = centre.deployments().history("t", 1).get(0).message();
            assertThat(topic.messages()).containsExactly(decided);
            assertThat(new ArtifactRepository(data).published("t")).contains(decided);
            assertThat(centre.lags()).allMatch(lag -> lag.pending() == 0);
        }
    }

    private int die() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Dying.class.getName(),
                                folder.toString())
                        .inheritIO()
                        .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}

package io.loopai.store;

import static io.loopai.store.Fixtures.source;
import static io.loopai.store.Fixtures.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.task.Deployment;
import io.loopai.task.Stage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactConcurrencyTest {

    @TempDir Path folder;

    private Path root;
    private Path output;
    private DataDir data;
    private ArtifactRepository artifacts;

    @BeforeEach
    void open() {
        root = folder.resolve("data");
        output = folder.resolve("output.txt");
        data = DataDir.open(root);
        artifacts = new ArtifactRepository(data);
        artifacts.putTask(task("spam"));
    }

    @Test
    void shouldNotLoseAVersionWhenThreadsAdd() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> adds = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                String source = source(i);
                adds.add(threads.submit(() -> artifacts.add("spam", source, "ecj")));
            }
            for (Future<?> add : adds) {
                add.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertVersions(20);
    }

    @Test
    void shouldNotLoseAVersionWhenProcessesAdd() throws Exception {
        Process odd = start("add", "1");
        Process even = start("add", "2");
        try {
            shouldEndWell(odd);
            shouldEndWell(even);
        } finally {
            odd.destroyForcibly();
            even.destroyForcibly();
        }

        assertVersions(20);
    }

    @Test
    void shouldSurviveProcessesThatAreKilledInTheMiddleOfAChange() throws Exception {
        artifacts.add("spam", source(1), "ecj");
        artifacts.add("spam", source(2), "ecj");

        for (int round = 0; round < 3; round++) {
            long from = revision();
            Process process = start("change", "");
            try {
                // Every read on the way must find a whole deployment.
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> revision() > from + 10);
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("it was killed").isEqualTo(128 + 9);

            long killedAt = revision();
            artifacts.putTask(task("spam", "round " + round));
            assertThat(revision()).isEqualTo(killedAt + 1);
            Invariants.check(data, artifacts, "spam");
        }
    }

    private long revision() {
        Deployment deployment = artifacts.deployment("spam").orElseThrow();
        assertThat(deployment.problem()).isEmpty();
        return deployment.revision();
    }

    private void assertVersions(int count) throws IOException {
        assertThat(artifacts.versions("spam"))
                .extracting(VersionMetadata::version)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, count).boxed().toList());
        assertThat(artifacts.versions("spam"))
                .extracting(VersionMetadata::hash)
                .doesNotHaveDuplicates();
        assertThat(artifacts.versions("spam"))
                .extracting(VersionMetadata::stage)
                .containsOnlyOnce(Stage.ACTIVE);
        assertThat(revision()).isEqualTo(1);
        Invariants.check(data, artifacts, "spam");
    }

    private void shouldEndWell(Process process) throws Exception {
        boolean ended = process.waitFor(1, TimeUnit.MINUTES);
        String said = Files.readString(output);
        assertThat(ended).as("ended within a minute, having said: %s", said).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    private Process start(String what, String argument) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        root.toString(),
                        what,
                        argument)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
    }

    /** Another process that uses the same folder. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] args) {
            ArtifactRepository artifacts = new ArtifactRepository(DataDir.open(Path.of(args[0])));
            if (args[1].equals("add")) {
                for (int i = Integer.parseInt(args[2]); i <= 20; i += 2) {
                    artifacts.add("spam", source(i), "ecj");
                }
                return;
            }
            while (true) {
                artifacts.canary("spam", inactive(artifacts), 0.5);
                artifacts.activate("spam", inactive(artifacts));
                artifacts.rollback("spam", OptionalInt.of(inactive(artifacts)));
            }
        }

        private static int inactive(ArtifactRepository artifacts) {
            return artifacts.versions("spam").get(0).stage() == Stage.ACTIVE ? 2 : 1;
        }
    }
}

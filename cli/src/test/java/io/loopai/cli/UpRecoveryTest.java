package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.task.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Kafka's readers see when the job is killed while requests come. Larger by hand: {@code
 * -Dloopai.test.requests=1000000 -Dloopai.test.kills=3}; larger still, with figures, by the benchmark
 * {@code delivery}.
 */
class UpRecoveryTest {

    private static final int REQUESTS = Integer.getInteger("loopai.test.requests", 15_000);
    private static final int KILLS = Integer.getInteger("loopai.test.kills", 2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir private Path folder;

    @Test
    void shouldAnswerEveryRequestOnceWhenItIsKilledInTheMiddle() throws Exception {
        try (UpHarness harness = new UpHarness(folder)) {
            harness.deployNext();
            for (int kill = 0; kill < KILLS; kill++) {
                harness.start();
                harness.deployNext();
                int before = harness.results().size();
                boolean rightAfterACheckpoint = kill % 2 == 0;
                harness.send(REQUESTS / (KILLS + 1));
                harness.sendMeanwhile(
                        () -> {
                            await().atMost(PATIENCE).until(() -> harness.results().size() > before);
                            if (rightAfterACheckpoint) {
                                harness.killRightAfterACheckpoint();
                            } else {
                                harness.kill();
                            }
                            return null;
                        });
                assertThat(harness.results())
                        .as("it was killed in the middle")
                        .hasSizeLessThan(harness.acknowledgedWhenKilled());
            }
            harness.send(REQUESTS / (KILLS + 1));
            int requests = harness.sent();
            harness.start();
            await().atMost(PATIENCE).until(() -> harness.results().size() >= requests);
            assertThat(harness.stop()).isTrue();

            List<Result> results = harness.results();
            assertThat(results).hasSize(requests);
            Map<String, Integer> versions =
                    results.stream().collect(Collectors.toMap(Result::id, Result::version));
            assertThat(harness.executions())
                    .hasSize(requests)
                    .allSatisfy(
                            execution ->
                                    assertThat(versions.remove(execution.id()))
                                            .isEqualTo(execution.version()));
            assertThat(harness.hasDeadLetters()).isFalse();
            assertThat(results.stream().map(Result::version).distinct().count()).isGreaterThan(1);
        }
    }

    @Test
    void shouldSayWhyItStartsAgain() throws Exception {
        try (UpHarness harness = new UpHarness(folder)) {
            harness.deployNext();
            Path inTheWay = harness.data.executions("echo");
            Files.createDirectories(inTheWay.getParent());
            Files.writeString(inTheWay, "no folder");
            harness.start();
            harness.send(10);

            String again = "'loopai execution' starts again from its last checkpoint: ";
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                            () ->
                                    assertThat(harness.saidAll())
                                            .containsOnlyOnce(again)
                                            .contains(inTheWay.toString()));
            Files.delete(inTheWay);

            await().atMost(PATIENCE).until(() -> harness.results().size() >= 10);
            assertThat(harness.stop()).isTrue();
            assertThat(harness.executions()).hasSize(10);
        }
    }

    @Test
    void shouldGoOnAfterAStopInOrder() throws Exception {
        try (UpHarness harness = new UpHarness(folder)) {
            harness.deployNext();
            harness.start();
            harness.send(1_000);
            await().atMost(PATIENCE).until(() -> harness.results().size() >= 1_000);
            assertThat(harness.stop()).isTrue();
            assertThat(harness.said("stopping; the same command goes on from here")).isTrue();
            harness.deployNext();
            harness.send(1_000);

            harness.start();

            await().atMost(PATIENCE).until(() -> harness.results().size() >= 2_000);
            assertThat(harness.results().stream().map(Result::id).distinct()).hasSize(2_000);
            assertThat(harness.results().stream().filter(r -> r.version() == 2)).hasSize(1_000);
            assertThat(harness.executions()).hasSize(2_000);
        }
    }
}

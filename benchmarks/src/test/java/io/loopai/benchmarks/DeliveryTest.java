package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

    @TempDir Path folder;

    @Test
    void shouldSeeACheckpointThatIsComplete() throws Exception {
        Path old = Files.createDirectories(folder.resolve("up-1/checkpoints/job/chk-1"));
        Files.createFile(old.resolve("_metadata"));
        Path next = Files.createDirectories(folder.resolve("up-1/checkpoints/job/chk-2"));
        CheckpointWatch watch = new CheckpointWatch(folder, "up");
        CompletableFuture<Long> seen = CompletableFuture.supplyAsync(watch::awaitNext);

        Files.createFile(next.resolve("state"));
        for (int i = 0; i < 200; i++) {
            Path other = Files.createDirectories(folder.resolve("oracle-1/checkpoints/job/c-" + i));
            Files.createFile(other.resolve("_metadata"));
        }
        assertThat(seen).isNotDone();
        // The watch may only now have looked for what is there already: until it sees a new one.
        for (int i = 3; !seen.isDone(); i++) {
            Path later = Files.createDirectories(folder.resolve("up-1/checkpoints/job/chk-" + i));
            Files.createFile(later.resolve("_metadata"));
            Thread.onSpinWait();
        }

        assertThat(seen.get(1, TimeUnit.MINUTES)).isLessThan(System.nanoTime());
    }

    @Test
    void shouldCallNothingExactThatIsNot() {
        assertThat(counts(10, 10, 0).isExact(10)).isTrue();
        assertThat(counts(11, 10, 0).isExact(10)).isFalse();
        assertThat(counts(9, 9, 0).isExact(10)).isFalse();
        assertThat(counts(10, 9, 0).isExact(10)).isFalse();
        assertThat(counts(10, 10, 1).isExact(10)).isFalse();
    }

    private static DeliveryCounts counts(long results, long distinct, long disagreeing) {
        return new DeliveryCounts(
                10, results, distinct, 10, 10, 1, 1, 1, disagreeing, 0, Map.of(1, results));
    }

    @Test
    void shouldPassOnMessagesAsLongAsResults() {
        byte[] request = Workload.request(7).getBytes(StandardCharsets.UTF_8);

        String result = new String(new Templates.ToResult().map(request), StandardCharsets.UTF_8);
        String execution =
                new String(new Templates.ToExecution().map(request), StandardCharsets.UTF_8);

        assertThat(result).startsWith("{\"id\":\"bench-00000007\",").contains("\"status\":");
        assertThat(execution).startsWith("{\"id\":\"bench-00000007\",").contains("\"input\":");
    }
}

package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.store.DataDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {

    @TempDir private Path folder;

    @Test
    void shouldWriteTheJobOfAClusterWholeOrNotAtAll() throws IOException {
        DataDir data = DataDir.open(folder);
        var first = new RunState.ClusterJob("127.0.0.1:8081", "01", "127.0.0.1:9092");
        try (RunState state = RunState.take(data, "up", List.of("test"))) {
            state.remember(first);
            Path sameFile = folder.resolve("as-it-was.json");
            Files.createLink(sameFile, state.clusterJobFile());

            state.remember(new RunState.ClusterJob("127.0.0.1:8081", "02", "127.0.0.1:9092"));

            assertThat(sameFile).as("was not written over").content().contains("\"01\"");
            assertThat(state.clusterJob()).map(RunState.ClusterJob::job).contains("02");
            state.forgetClusterJob();
        }
        assertThat(data.runs()).isEmptyDirectory();
    }

    @Test
    void shouldClearWhatSomebodyElseIsDeletingToo() throws IOException {
        DataDir data = DataDir.open(folder);
        try (RunState state = RunState.take(data, "spam", List.of("test"))) {
            for (int i = 0; i < 500; i++) {
                Path checkpoint = state.checkpoints().resolve("job").resolve("chk-" + i);
                Files.createDirectories(checkpoint);
                Files.createFile(checkpoint.resolve("_metadata"));
            }

            CompletableFuture<Void> flink = CompletableFuture.runAsync(state::clear);
            state.clear();
            flink.join();

            assertThat(state.checkpoints()).doesNotExist();
        }
        assertThat(data.runs()).isEmptyDirectory();
    }
}

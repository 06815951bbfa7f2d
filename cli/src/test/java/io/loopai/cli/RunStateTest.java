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

package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.jobs.LoopaiOptions;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.DeadLetter;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Result;
import io.loopai.task.TaskFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/** A task, its programs and its records in a folder, and the job over them. */
final class RunHarness {

    static final String TASK =
            """
            id: echo
            input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
            output_schema: {type: string}
            sampling: {rate: 0.2}
            """;

    final Path folder;
    final Path inbox;
    final DataDir data;
    final ArtifactRepository artifacts;
    private int records;

    RunHarness(Path folder) throws IOException {
        this.folder = folder;
        // Names that a URI would write in another way.
        Path odd = Files.createDirectories(folder.resolve("a folder %20"));
        this.inbox = Files.createDirectories(odd.resolve("inbox"));
        this.data = DataDir.open(odd.resolve("data"));
        this.artifacts = new ArtifactRepository(data);
        artifacts.putTask(TaskFile.parse(TASK, "echo.yaml"));
    }

    /** Stores and activates a program that answers with its own version. */
    int deployNext() {
        int next = artifacts.versions("echo").size() + 1;
        String source =
                """
                import io.loopai.program.*;
                public final class P implements Program {
                    public Answer answer(Input in) {
                        return Answer.of("v%d");
                    }
                }
                """
                        .formatted(next);
        int version = artifacts.add("echo", source, "ecj").metadata().version();
        artifacts.activate("echo", version);
        return version;
    }

    /** A file of requests that appears under its final name when it is complete. */
    Path writeRequests(int count) throws IOException {
        Path hidden = inbox.resolve(".next");
        try (BufferedWriter out = Files.newBufferedWriter(hidden)) {
            for (int i = 0; i < count; i++) {
                out.write("{\"id\":\"r-" + records++ + "\",\"input\":{\"text\":\"hello\"}}\n");
            }
        }
        return Files.move(hidden, inbox.resolve("requests-" + records + ".jsonl"));
    }

    int records() {
        return records;
    }

    Configuration options(boolean follow) {
        Configuration options = new Configuration();
        options.set(LoopaiOptions.DATA_DIR, data.root().toString());
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.TASK, "echo");
        options.set(LoopaiOptions.INPUT, List.of(inbox.toString()));
        options.set(LoopaiOptions.FOLLOW, follow);
        options.set(LoopaiOptions.FOLLOW_INTERVAL, Duration.ofMillis(20));
        options.set(LoopaiOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(300));
        return options;
    }

    RunState state() {
        return RunState.take(data, "echo", List.of("test"));
    }

    List<Execution> executions() {
        return read(data.executions("echo"), Execution.class);
    }

    List<Result> results() {
        return read(data.results("echo"), Result.class);
    }

    List<Event> events() {
        return read(data.events(), Event.class);
    }

    List<DeadLetter> deadLetters() {
        return read(data.deadLetters(), DeadLetter.class);
    }

    /** Every request has one result and one execution, and nothing is left that is neither. */
    void shouldHaveAnsweredEveryRequestOnce() {
        Set<String> results = results().stream().map(Result::id).collect(Collectors.toSet());
        Set<String> executions =
                executions().stream().map(Execution::id).collect(Collectors.toSet());
        assertThat(JsonLines.count(data.results("echo"))).isEqualTo(records);
        assertThat(JsonLines.count(data.executions("echo"))).isEqualTo(records);
        assertThat(results).hasSize(records).isEqualTo(executions);
        assertThat(deadLetters()).isEmpty();
        assertThat(JsonLines.count(data.samples("echo")))
                .isEqualTo(executions().stream().filter(Execution::sampled).count());
    }

    private static <T> List<T> read(Path folder, Class<T> type) {
        List<T> records = new ArrayList<>();
        if (Files.exists(folder)) {
            JsonLines.forEach(folder, line -> records.add(Json.read(line, type)));
        }
        return records;
    }
}

package io.loopai.cli;

import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which task a command is about: the id of a stored one, or a file. */
final class TaskOption {

    @Option(
            names = "--task",
            required = true,
            paramLabel = "TASK",
            description = "The task: its id, or a task file (.yaml, .yml or .json).")
    private String task;

    /** Read once: it may be a pipe. */
    private TaskSpec read;

    /** The task's id. */
    String id() {
        return file().map(TaskSpec::id).orElse(task);
    }

    /** The task in the file that was named, or else the stored one. */
    TaskSpec spec(DataDirOption dataDir) {
        return file().orElseGet(() -> dataDir.artifacts().task(task));
    }

    /** The task in the file that was named; empty when an id was. */
    Optional<TaskSpec> file() {
        Path file = Path.of(task);
        boolean named = Stream.of(".yaml", ".yml", ".json").anyMatch(task::endsWith);
        if (read == null && (named || Files.exists(file) && !Files.isDirectory(file))) {
            read = TaskFile.read(file);
        }
        return Optional.ofNullable(read);
    }
}

package io.loopai.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The execution job or the oracle job in a process of its own, which can be killed; every start goes on
 * from the newest checkpoint.
 */
final class JobProcess implements AutoCloseable {

    private static final String CHECKPOINTS = "checkpoints";

    /** Far shorter than a commit, and leaves the cores to the process that is to be killed. */
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(1);

    private final Path folder;
    private final List<String> command = new ArrayList<>();
    private Process process;

    /**
     * @param folder for its checkpoints and its log; its name is the job's, {@code execution} or {@code
     *     oracle}
     */
    JobProcess(Path folder, Map<String, String> options) throws IOException {
        this.folder = Files.createDirectories(folder);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(JobProcess.class.getName(), folder.toString()));
        options.forEach((key, value) -> command.add(key + "=" + value));
    }

    /** The process itself. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve(CHECKPOINTS).toUri().toString());
        newest(checkpoints(folder))
                .ifPresent(
                        checkpoint ->
                                flink.set(
                                        StateRecoveryOptions.SAVEPOINT_PATH,
                                        checkpoint.toUri().toString()));
        Map<String, String> options = new HashMap<>();
        for (String option : List.of(args).subList(1, args.length)) {
            String[] parts = option.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(2);
        Configuration settings = Configuration.fromMap(options);
        if (folder.endsWith("oracle")) {
            io.loopai.validation.OracleValidationJob.draw(env, settings);
        } else {
            ExecutionJob.draw(env, settings);
        }
        env.execute(folder.getFileName().toString());
    }

    private static Optional<Path> newest(Set<Path> checkpoints) {
        return checkpoints.stream()
                .max(
                        Comparator.comparingInt(
                                each ->
                                        Integer.parseInt(
                                                each.getFileName()
                                                        .toString()
                                                        .substring("chk-".length()))));
    }

    /** The complete ones. */
    private static Set<Path> checkpoints(Path folder) {
        if (!Files.exists(folder.resolve(CHECKPOINTS))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve(CHECKPOINTS))) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of(); // one was being deleted
        }
    }

    void start() throws IOException {
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                        .start();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    /** kill -9 at once when a checkpoint is complete: what it covers is hardly committed yet. */
    void killRightAfterACheckpoint() throws InterruptedException {
        Set<Path> before = checkpoints(folder);
        while (process.isAlive() && before.containsAll(checkpoints(folder))) {
            LockSupport.parkNanos(MOMENT);
        }
        kill();
    }

    /** What it says when it has ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            try {
                throw new IllegalStateException(Files.readString(folder.resolve("log")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}

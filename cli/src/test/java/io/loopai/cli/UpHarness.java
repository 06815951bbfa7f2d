package io.loopai.cli;

import static org.awaitility.Awaitility.await;

import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.RequestWriter;
import io.loopai.kafka.TopicReader;
import io.loopai.kafka.TopicSetup;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Result;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker in this process, and {@code loopai up} on it in processes of its own. */
final class UpHarness implements AutoCloseable {

    /** Without keys, brokers that are not its own need it. */
    static final String UNSIGNED = "loopai.deployments.allow_unsigned=true";

    /** Far shorter than a commit, and leaves the cores to the process that is to be killed. */
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(1);

    /** Every checkpoint finds some of them on the way, and the job still keeps up. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    final Path folder;
    final DataDir data;
    final KafkaSettings settings;
    private final ArtifactRepository artifacts;
    private final EmbeddedKafka broker;
    private Process process;
    private int sent;
    private volatile int acknowledged;
    private int acknowledgedWhenKilled;
    private final List<Result> results = new ArrayList<>();
    private TopicReader resultReader;

    UpHarness(Path folder) throws IOException {
        this.folder = folder;
        this.broker = EmbeddedKafka.start(folder.resolve("broker"), 0);
        this.settings = KafkaSettings.at(broker.servers());
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(8); // two for each of four subtasks
        }
        this.data = DataDir.open(folder.resolve("data"));
        this.artifacts = new ArtifactRepository(data);
        artifacts.putTask(TaskFile.parse(RunHarness.TASK, "echo.yaml"));
    }

    /** Stores and activates a program that answers with its own version. */
    void deployNext() {
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
        artifacts.activate("echo", artifacts.add("echo", source, "ecj").metadata().version());
    }

    /** On the broker in this process. */
    void start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--kafka", settings.servers(), "-D", UNSIGNED));
        arguments.addAll(List.of(more));
        startUp(arguments);
    }

    /** On a broker inside its own process. */
    void startWithItsOwnBroker(String... more) throws IOException {
        startUp(List.of(more));
    }

    private void startUp(List<String> more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx768m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.addAll(List.of("io.loopai.cli.Main", "up"));
        command.addAll(List.of("--data-dir", data.root().toString(), "--parallelism", "2"));
        command.addAll(List.of("-D", "loopai.checkpoint_interval=500ms"));
        command.addAll(more);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log().toFile())
                        .start();
        await().atMost(Duration.ofMinutes(2)).until(() -> said("ready") || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log()));
        }
    }

    private Path log() {
        return folder.resolve("up.log");
    }

    boolean said(String text) throws IOException {
        return Files.exists(log()) && saidAll().contains(text);
    }

    String saidAll() throws IOException {
        return Files.readString(log());
    }

    long pid() {
        return process.pid();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        acknowledgedWhenKilled = acknowledged;
        process.destroyForcibly();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    /** kill -9 at once when a checkpoint is complete: what it covers is hardly committed yet. */
    void killRightAfterACheckpoint() throws InterruptedException {
        Optional<Set<Path>> before = checkpoints();
        while (before.isEmpty()) {
            before = checkpoints(); // or an old one would count as new
        }
        Optional<Set<Path>> now = before;
        while (now.isEmpty() || before.get().containsAll(now.get())) {
            LockSupport.parkNanos(MOMENT);
            now = checkpoints();
        }
        kill();
    }

    /** Those of the job that answers; empty when one was being deleted. */
    private Optional<Set<Path>> checkpoints() {
        try (Stream<Path> files = Files.walk(data.runs())) {
            return Optional.of(
                    files.filter(file -> file.endsWith("_metadata"))
                            .filter(
                                    file ->
                                            data.runs()
                                                    .relativize(file)
                                                    .toString()
                                                    .startsWith("up-"))
                            .collect(Collectors.toSet()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** As Ctrl-C does. */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(2, TimeUnit.MINUTES);
    }

    ArtifactRepository artifacts() {
        return artifacts;
    }

    /** Where the HTTP API says that it is. */
    String api() throws IOException {
        return address("api");
    }

    /** Where Flink's REST interface is. */
    String flink() throws IOException {
        return address("flink");
    }

    private String address(String part) throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> line.startsWith(part + " "))
                .map(line -> line.substring(part.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    void send(int count) {
        send("echo", count);
    }

    void send(String task, int count) {
        try (RequestWriter writer = RequestWriter.open(settings)) {
            for (int i = 0; i < count; i++) {
                String id = "r-" + sent++;
                String request =
                        "{\"id\":\"%s\",\"task\":\"%s\",\"input\":{\"text\":\"hello\"}}"
                                .formatted(id, task);
                writer.send(id, request.getBytes(StandardCharsets.UTF_8));
            }
        }
        acknowledged = sent;
    }

    /** Goes on sending, a few at a time, until the work is done. */
    void sendMeanwhile(Callable<Void> work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> sending =
                CompletableFuture.runAsync(
                        () -> {
                            while (!done.get()) {
                                send(100);
                                LockSupport.parkNanos(PAUSE);
                            }
                        });
        try {
            work.call();
        } finally {
            done.set(true);
            sending.join();
        }
    }

    /** How many requests Kafka had when the process was killed last. */
    int acknowledgedWhenKilled() {
        return acknowledgedWhenKilled;
    }

    int sent() {
        return sent;
    }

    /**
     * All that readers with read_committed see right now. Who waits looks again and again, so that what
     * was read once is not read again.
     */
    List<Result> results() {
        if (resultReader == null) {
            resultReader = TopicReader.fromBeginning(settings, settings.topics().results());
        }
        resultReader.endHere();
        while (!resultReader.isAtEnd()) {
            resultReader
                    .poll(Duration.ofMillis(100))
                    .forEach(message -> results.add(Json.read(message.value(), Result.class)));
        }
        return List.copyOf(results);
    }

    /** Those on disk. */
    List<Execution> executions() {
        List<Execution> executions = new ArrayList<>();
        JsonLines.forEach(
                data.executions("echo"), line -> executions.add(Json.read(line, Execution.class)));
        return executions;
    }

    boolean hasDeadLetters() {
        String topic = settings.topics().deadLetters();
        try (TopicReader reader = TopicReader.fromBeginning(settings, topic)) {
            while (!reader.isAtEnd()) {
                if (!reader.poll(Duration.ofMillis(100)).isEmpty()) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        if (resultReader != null) {
            resultReader.close();
        }
        broker.close();
    }
}

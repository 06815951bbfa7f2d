package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.jobs.Corpus.Entry;
import io.loopai.sandbox.ProgramRun;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.DeadLetter;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.Result;
import io.loopai.task.Status;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Programs that fail cost the records that they fail on: never the job, never another record. */
class FailingProgramsClusterTest {

    private static final int SUBTASKS = 2;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** The counters of that many tasks are thousands. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(SUBTASKS)
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .build());

    @TempDir private Path folder;
    private Path input;
    private DataDir data;
    private ArtifactRepository artifacts;
    private int files;

    @BeforeEach
    void prepare() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
        data = DataDir.open(folder.resolve("data"));
        artifacts = new ArtifactRepository(data);
    }

    @Test
    void shouldAnswerEveryOtherRecordWhileHostileProgramsRun() throws Exception {
        Map<String, Entry> good = new HashMap<>();
        Map<String, Entry> hostile = new HashMap<>();
        Map<String, Entry> refused = new HashMap<>();
        for (Entry each : Corpus.read()) {
            (each.isRefused() ? refused : each.answers() ? good : hostile).put(each.task(), each);
        }
        assertThat(good).hasSizeGreaterThan(40);
        assertThat(hostile).hasSizeGreaterThan(30);
        assertThat(refused).hasSizeGreaterThan(30);
        good.values().forEach(this::deploy);
        JobClient job = start(null);
        List<String> ids = new ArrayList<>();
        ids.addAll(write(good.keySet(), 5));
        awaitCount(job, "loopai.swaps", SUBTASKS * good.size());

        // Everything hostile comes while records flow.
        hostile.values().forEach(this::deploy);
        refused.values().forEach(this::deploy);
        ids.addAll(write(good.keySet(), 5));
        awaitCount(job, "loopai.swaps", SUBTASKS * (good.size() + hostile.size()));
        awaitCount(job, "loopai.refused_deployments", SUBTASKS * refused.size());
        List<String> all = new ArrayList<>(good.keySet());
        all.addAll(hostile.keySet());
        all.addAll(refused.keySet());
        for (int i = 0; i < 6; i++) {
            ids.addAll(write(all, 2));
        }
        awaitRecords(job, ids.size());
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        stop(job);

        List<Result> results = results(good.keySet(), hostile.keySet());
        List<DeadLetter> deadLetters = read(data.deadLetters(), DeadLetter.class);
        List<String> answered = new ArrayList<>();
        results.forEach(result -> answered.add(result.id()));
        deadLetters.forEach(letter -> answered.add(letter.id()));
        assertThat(answered).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(results)
                .allSatisfy(
                        result -> {
                            if (good.containsKey(result.task())) {
                                shouldBeRight(result, good.get(result.task()));
                            } else {
                                shouldHaveFailed(result, hostile.get(result.task()));
                            }
                        });
        assertThat(deadLetters)
                .hasSize(12 * refused.size())
                .allSatisfy(
                        letter -> {
                            assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNKNOWN_TASK);
                            assertThat(refused).containsKey(letter.task());
                        });
        shouldSayWhy(refused);
    }

    @Test
    void shouldAnswerWithTheStandbyBeforeAndAfterARestore() throws Exception {
        artifacts.putTask(Deployments.task("echo"));
        add("return Answer.of(in.text(\"text\"));");
        add(
                "if (in.text(\"text\").equals(\"bad\")) { throw new IllegalStateException(\"bad\");"
                        + " } return Answer.of(in.text(\"text\"));");
        artifacts.activate("echo", 2);

        JobClient first = start(null);
        List<String> ids = new ArrayList<>(writeUntilQuarantined(first));
        List<String> afterwards = writeHalfBad();
        ids.addAll(afterwards);
        awaitRecords(first, ids.size());
        String savepoint = stop(first);
        List<Result> results = results(List.of("echo"));
        shouldHaveFailedUnderQuarantine(results, ids, 1);
        assertThat(results)
                .filteredOn(result -> afterwards.contains(result.id()))
                .hasSize(afterwards.size())
                .allSatisfy(
                        result -> {
                            assertThat(result.status()).isEqualTo(Status.SUCCESS);
                            assertThat(result.version()).isEqualTo(1);
                        });

        // A restored job knows nothing of it and finds out again.
        JobClient second = start(savepoint);
        List<String> restored = writeUntilQuarantined(second);
        List<String> last = writeHalfBad();
        restored.addAll(last);
        ids.addAll(restored);
        awaitRecords(second, restored.size());
        stop(second);
        List<Result> all = results(List.of("echo"));
        shouldHaveFailedUnderQuarantine(all, ids, 2);
        assertThat(all)
                .filteredOn(result -> last.contains(result.id()))
                .hasSize(last.size())
                .allMatch(result -> result.status() == Status.SUCCESS && result.version() == 1);
        assertThat(RunResult.of(second.getJobExecutionResult().get()).quarantined())
                .isEqualTo(Map.of("echo", Map.of(2, 2L * SUBTASKS)));
    }

    /** Every subtask gave v2 exactly 200 requests in each of the runs, and it failed on the bad. */
    private void shouldHaveFailedUnderQuarantine(List<Result> results, List<String> ids, int runs) {
        assertThat(results).extracting(Result::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(results)
                .filteredOn(result -> result.version() == 2)
                .hasSize(runs * SUBTASKS * 200);
        assertThat(results)
                .allSatisfy(
                        result ->
                                assertThat(result.status())
                                        .isEqualTo(
                                                result.version() == 2
                                                                && result.id().startsWith("bad")
                                                        ? Status.ERROR
                                                        : Status.SUCCESS));
        List<Event> events =
                read(data.events(), Event.class).stream()
                        .filter(event -> event.kind() == Event.Kind.VERSION_QUARANTINED)
                        .toList();
        assertThat(events)
                .allSatisfy(
                        event -> {
                            assertThat(event.version()).isEqualTo(2);
                            assertThat(event.standby()).isEqualTo(1);
                            assertThat(event.calls()).isEqualTo(200);
                            assertThat(event.failures()).isBetween(90, 110);
                            assertThat(event.reason()).isEqualTo("IllegalStateException at line 4");
                        });
        List<Integer> subtasks = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            subtasks.addAll(List.of(0, 1));
        }
        assertThat(events).extracting(Event::subtask).containsExactlyInAnyOrderElementsOf(subtasks);
    }

    private static void shouldBeRight(Result result, Entry program) {
        assertThat(result.status()).as(program.task()).isEqualTo(Status.SUCCESS);
        // The index has the answers as Java prints them.
        assertThat(Json.MAPPER.convertValue(result.output(), Object.class).toString())
                .isEqualTo(program.outcome());
    }

    private static void shouldHaveFailed(Result result, Entry program) {
        assertThat(result.status())
                .as(program.task())
                .isEqualTo(
                        program.status() == ProgramRun.Status.EXHAUSTED
                                ? Status.TIMEOUT
                                : Status.ERROR);
        assertThat(result.error()).isNotEmpty();
    }

    private void shouldSayWhy(Map<String, Entry> refused) {
        Map<String, List<Event>> events = new HashMap<>();
        for (Event event : read(data.events(), Event.class)) {
            if (event.kind() == Event.Kind.DEPLOYMENT_REFUSED) {
                events.computeIfAbsent(event.task(), task -> new ArrayList<>()).add(event);
            }
        }
        assertThat(events).containsOnlyKeys(refused.keySet());
        events.forEach(
                (task, each) -> {
                    assertThat(each).extracting(Event::subtask).containsExactlyInAnyOrder(0, 1);
                    assertThat(each)
                            .extracting(event -> event.message().replace("\n", " \\n "))
                            .containsOnly("v1: " + refused.get(task).outcome() + " (nothing runs)");
                });
    }

    private void deploy(Entry program) {
        artifacts.putTask(
                TaskFile.parse(
                        """
                        id: %s
                        input_schema: {type: object}
                        output_schema: {}
                        """
                                .formatted(program.task()),
                        "test"));
        artifacts.add(program.task(), program.source(), "ecj");
    }

    private void add(String body) {
        String source =
                Deployments.running(Deployments.task("echo"), 1, body).versions().get(0).source();
        artifacts.add("echo", source, "ecj");
    }

    /** Writes requests of all these tasks, in turns, and tells their ids. */
    private List<String> write(Iterable<String> tasks, int ofEach) throws IOException {
        List<String> ids = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ofEach; i++) {
            for (String task : tasks) {
                String id = task + "-" + files + "-" + i;
                ids.add(id);
                lines.append(
                        """
                        {"id":"%s","task":"%s","input":{"text":"Free prize","items":["x"]}}
                        """
                                .formatted(id, task));
            }
        }
        writeFile(lines);
        return ids;
    }

    /** Writes files until both subtasks have had enough of v2. */
    private List<String> writeUntilQuarantined(JobClient job) {
        List<String> ids = new ArrayList<>();
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            ids.addAll(writeHalfBad());
                            return count(job, "loopai.task.echo.version.2.quarantines") == SUBTASKS;
                        });
        return ids;
    }

    private List<String> writeHalfBad() throws IOException {
        List<String> ids = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String text = i % 2 == 0 ? "bad" : "good";
            String id = text + "-" + files + "-" + i;
            ids.add(id);
            lines.append(
                    """
                    {"id":"%s","task":"echo","input":{"text":"%s"}}
                    """
                            .formatted(id, text));
        }
        writeFile(lines);
        return ids;
    }

    private void writeFile(CharSequence lines) throws IOException {
        Path hidden = Files.writeString(input.resolve(".next"), lines);
        Files.move(hidden, input.resolve("requests-" + files++ + ".jsonl"));
    }

    private JobClient start(String savepoint) throws Exception {
        Configuration options = new Configuration();
        options.set(LoopaiOptions.DATA_DIR, data.root().toString());
        options.set(LoopaiOptions.INPUT, List.of(input.toString()));
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.FOLLOW, true);
        // Each look reads what is decided of all tasks, more than a hundred.
        options.set(LoopaiOptions.FOLLOW_INTERVAL, Duration.ofMillis(200));
        options.set(LoopaiOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(200));
        // What stops programs is their fuel, on every machine.
        options.set(LoopaiOptions.EXECUTION_FUEL, 1_000_000L);
        options.set(LoopaiOptions.EXECUTION_TIMEOUT, LONGEST);
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        ExecutionJob.draw(env, options);
        return env.executeAsync(ExecutionJob.NAME);
    }

    private String stop(JobClient job) throws Exception {
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                folder.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        job.getJobExecutionResult().get();
        return savepoint;
    }

    private static void awaitCount(JobClient job, String counter, long expected) {
        await().atMost(LONGEST)
                .pollInterval(GLANCE)
                .untilAsserted(() -> assertThat(count(job, counter)).isEqualTo(expected));
    }

    private static void awaitRecords(JobClient job, long expected) {
        await().atMost(LONGEST)
                .pollInterval(GLANCE)
                .untilAsserted(
                        () ->
                                assertThat(count(job, "executions") + count(job, "dead_letters"))
                                        .isEqualTo(expected));
    }

    /** Of all the counters whose names end so. */
    private static long count(JobClient job, String name) {
        return JobCounters.of(METRICS, job).entrySet().stream()
                .filter(each -> each.getKey().endsWith(name))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @SafeVarargs
    private List<Result> results(Iterable<String>... tasks) {
        List<Result> results = new ArrayList<>();
        for (Iterable<String> group : tasks) {
            group.forEach(task -> results.addAll(read(data.results(task), Result.class)));
        }
        return results;
    }

    private static <T> List<T> read(Path lines, Class<T> type) {
        List<T> records = new ArrayList<>();
        JsonLines.forEach(lines, line -> records.add(Json.read(line, type)));
        return records;
    }
}

package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.ProgressLine;
import io.loopai.cli.terminal.Terminal;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.jobs.RunResult;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/** Replays tickets from files at full speed, and swaps the program half way. */
final class ReplayDemo {

    private static final Duration GLANCE = Duration.ofMillis(20);

    /** The producer keeps this far ahead of the job, so that the job always has work. */
    private static final long AHEAD = 40_000;

    private static final long FEWEST = 100_000;

    private final long records;
    private final int parallelism;
    private final Output output;

    ReplayDemo(long records, int parallelism, Output output) {
        this.records = records;
        this.parallelism = parallelism;
        this.output = output;
    }

    /** @param data an empty folder */
    void run(DataDir data) throws Exception {
        if (records < FEWEST) {
            throw new CommandFailedException(
                    "--records must be at least "
                            + Formats.count(FEWEST)
                            + ": with fewer, the stream would be over before v2 takes over");
        }
        Path inbox = Files.createDirectories(data.root().resolve("inbox"));
        TaskSpec task = Example.task();
        ArtifactRepository artifacts = new ArtifactRepository(data);
        artifacts.putTask(task);
        artifacts.add(task.id(), Example.program(1), "ecj");
        int better = artifacts.add(task.id(), Example.program(2), "ecj").metadata().version();
        say("v1, a quick first program, answers support tickets; v2 waits");

        try (RunState state = RunState.take(data, task.id(), List.of("demo"))) {
            FlinkRun run =
                    FlinkRun.start(
                            FlinkJob.EXECUTION,
                            options(data, inbox, task),
                            parallelism,
                            state,
                            Optional.empty());
            Instant start = Instant.now();
            Instant activated =
                    replay(
                            new Replay(Example.requests(), inbox, records),
                            run,
                            start,
                            () -> artifacts.activate(task.id(), better));
            double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
            run.stop();
            RunResult result = run.result();
            state.clear();
            DemoReport.of(data, task, result, seconds, activated, parallelism).print(output);
        }
    }

    /** Keeps the job busy until all is answered, and swaps the program half way. */
    private Instant replay(Replay replay, FlinkRun run, Instant start, Runnable activate)
            throws IOException, InterruptedException {
        ProgressLine progress = new ProgressLine(output.err());
        Instant activated = null;
        long answered = 0;
        while (answered < records && !run.isDone()) {
            while (!replay.isDone() && replay.written() < answered + AHEAD) {
                replay.writeNext();
            }
            run.await(GLANCE);
            Map<String, Long> versions =
                    new TreeMap<>(InProcessMetrics.sumBy("executions", "<version>"));
            answered = versions.values().stream().mapToLong(Long::longValue).sum();
            progress.update(() -> progressText(versions, start));
            if (activated == null && answered >= records / 2) {
                progress.clear();
                say("activating v2 after " + Formats.count(answered) + " records");
                activated = Instant.now();
                activate.run();
            }
        }
        progress.clear();
        if (run.isDone()) {
            run.result(); // says why it ended before its time
        }
        return activated;
    }

    private String progressText(Map<String, Long> versions, Instant start) {
        long answered = versions.values().stream().mapToLong(Long::longValue).sum();
        double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
        StringBuilder text = new StringBuilder();
        text.append(Formats.count(answered)).append(" of ").append(Formats.count(records));
        text.append(" records  ").append(Formats.rate(answered / seconds));
        versions.forEach(
                (version, count) ->
                        text.append("  v")
                                .append(version)
                                .append(' ')
                                .append(Formats.count(count)));
        return text.toString();
    }

    private void say(String text) {
        Terminal err = output.err();
        err.println(text);
    }

    private Configuration options(DataDir data, Path inbox, TaskSpec task) {
        Configuration options = new Configuration();
        options.set(LoopaiOptions.DATA_DIR, data.root().toString());
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.TASK, task.id());
        options.set(LoopaiOptions.INPUT, List.of(inbox.toString()));
        options.set(LoopaiOptions.FOLLOW, true);
        options.set(LoopaiOptions.FOLLOW_INTERVAL, Duration.ofMillis(100));
        options.set(LoopaiOptions.CHECKPOINT_INTERVAL, Duration.ofSeconds(1));
        return options;
    }
}

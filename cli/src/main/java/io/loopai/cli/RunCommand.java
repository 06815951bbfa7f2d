package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.ProgressLine;
import io.loopai.cli.terminal.Terminal;
import io.loopai.jobs.InvalidOptionException;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.jobs.OptionCheck;
import io.loopai.jobs.RunResult;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Answers the records in files with the deployed programs, in a Flink cluster inside this JVM. */
@Command(
        name = "run",
        description = {
            "Answer the records in files with a task's program.",
            "Every line leaves one result or one dead letter. A run that was interrupted goes on where"
                    + " it stopped when the same command is given again; nothing is lost or done"
                    + " twice."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai run --task spam --input messages.jsonl",
            "  loopai run --task spam --input 'in/*.jsonl.gz' --output out --parallelism 4",
            "  loopai run --task log-level --input inbox --format text --follow",
            "  loopai run --task spam --input messages.jsonl --json | jq .per_version",
        })
final class RunCommand implements Callable<Integer> {

    private static final Duration GLANCE = Duration.ofMillis(100);

    /** Flink cannot go on with more subtasks than this after it started with few. */
    private static final int MOST_SUBTASKS = 128;

    /** These keys are part of what the run is: each is set by an option of this command. */
    private static final Map<String, String> KEYS_WITH_AN_OPTION =
            Map.of(
                    LoopaiOptions.DATA_DIR.key(), "--data-dir",
                    LoopaiOptions.TASK.key(), "--task",
                    LoopaiOptions.INPUT.key(), "--input",
                    LoopaiOptions.OUTPUT.key(), "--output",
                    LoopaiOptions.FORMAT.key(), "--format",
                    LoopaiOptions.FOLLOW.key(), "--follow");

    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders and globs; what ends in .gz is unpacked.")
    private List<String> inputs;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where results go. Without it: datasets/TASK/results in the data folder.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description =
                    "jsonl: a request on each line; text: each line is the field 'text' of an"
                            + " input. Default: jsonl.")
    private LoopaiOptions.Format format;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many subtasks work side by side. Default: the number of processors.")
    private int parallelism = Math.min(Runtime.getRuntime().availableProcessors(), MOST_SUBTASKS);

    @Option(
            names = "--follow",
            description =
                    "Go on with files that appear in the input folders, and with programs as they are"
                            + " activated, until Ctrl-C. Point --input at a folder into which complete"
                            + " files are moved: a file is read once, when it no longer changes; what"
                            + " is appended later is not read.")
    private boolean follow;

    @Option(
            names = "--fresh",
            description =
                    "Start over instead of going on with an interrupted run; what that one has"
                            + " written stays.")
    private boolean fresh;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Set any key of docs/configuration.md, or of Flink.")
    private Map<String, String> settings = new TreeMap<>();

    @Spec private CommandSpec command;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output report;

    @Override
    public Integer call() throws Exception {
        checkUsage();
        ArtifactRepository artifacts = dataDir.artifacts(signing);
        task.file().ifPresent(artifacts::putTask);
        requireProgram(artifacts.deployment(artifacts.task(task.id()).id()));
        DataDir data = dataDir.create();
        if (output != null) {
            DataDir.open(output); // says now, and not in the middle, that it cannot be written
        }
        try (RunState state = RunState.take(data, task.id(), identity())) {
            run(data, state);
        }
        return 0;
    }

    private void checkUsage() {
        for (String input : inputs) {
            if (input.startsWith("-")) { // taken for one more input
                throw wrongUsage("unknown option: '" + input + "'");
            }
        }
        if (parallelism < 1 || parallelism > MOST_SUBTASKS) {
            throw wrongUsage(
                    "--parallelism must be 1 to " + MOST_SUBTASKS + ", not " + parallelism);
        }
        for (String key : settings.keySet()) {
            if (KEYS_WITH_AN_OPTION.containsKey(key)) {
                throw wrongUsage("-D " + key + ": use " + KEYS_WITH_AN_OPTION.get(key));
            }
        }
        try {
            OptionCheck.check(settings);
        } catch (InvalidOptionException e) {
            throw wrongUsage("-D " + e.getMessage());
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private void run(DataDir data, RunState state) throws Exception {
        if (fresh) {
            state.clear();
        }
        Optional<Path> restorePoint = state.restorePoint();
        restorePoint.ifPresent(this::sayResumed);
        Instant start = Instant.now();
        Configuration options = options(data);
        ProgressLine progress = new ProgressLine(report.err());
        progress.update(() -> "starting Flink");
        FlinkRun run =
                FlinkRun.start(FlinkJob.EXECUTION, options, parallelism, state, restorePoint);
        CountDownLatch done = new CountDownLatch(1);
        Thread stopper = stopOnCtrlC(run, done);
        try (RunCompaction compaction =
                new RunCompaction(
                        data,
                        output,
                        start,
                        options.get(LoopaiOptions.COMPACTION_INTERVAL),
                        report::warn)) {
            showProgress(run, start, progress);
            RunResult result = run.result();
            double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
            RunReport summary =
                    new RunReport(task.id(), data, dataDir.again(), output, result, seconds);
            summary.print(report);
            if (options.get(LoopaiOptions.ALLOW_UNSIGNED) && !report.json()) {
                report.out()
                        .println(
                                "programs are not signed: whoever can write to "
                                        + data.artifacts()
                                        + " decides what runs (see 'loopai keys --help')");
            }
            if (!follow && !isStopping(stopper)) {
                state.clear();
            }
            compaction.finish();
            if (summary.isAllDead()) {
                throw new CommandFailedException(
                        "no record could be run; the dead letters say why, such as: jq -r .message"
                                + " '"
                                + data.deadLetters()
                                + "'/*/*.jsonl | head");
            }
        } finally {
            done.countDown();
            if (!isStopping(stopper)) {
                Runtime.getRuntime().removeShutdownHook(stopper);
            }
        }
    }

    /** Two commands with the same identity are the same run: the later one goes on. */
    private List<String> identity() {
        List<String> identity = new ArrayList<>();
        identity.add(task.id());
        identity.add(format.name());
        identity.add(follow ? "follow" : "once");
        identity.add(output == null ? "" : output.toAbsolutePath().normalize().toString());
        inputs.stream()
                .map(input -> Path.of(input).toAbsolutePath().normalize().toString())
                .sorted()
                .forEach(identity::add);
        return identity;
    }

    private Configuration options(DataDir data) {
        Configuration options = new Configuration();
        options.addAll(Configuration.fromMap(settings));
        options.set(LoopaiOptions.DATA_DIR, data.root().toAbsolutePath().toString());
        options.set(LoopaiOptions.TASK, task.id());
        options.set(LoopaiOptions.INPUT, inputs);
        options.set(LoopaiOptions.FORMAT, format);
        options.set(LoopaiOptions.FOLLOW, follow);
        if (!options.contains(LoopaiOptions.PUBLIC_KEYS)
                && !options.contains(LoopaiOptions.ALLOW_UNSIGNED)) {
            // Whoever runs this has the data folder in hand.
            options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        }
        if (output != null) {
            options.set(LoopaiOptions.OUTPUT, output.toAbsolutePath().toString());
        }
        return options;
    }

    private void requireProgram(Optional<Deployment> deployment) {
        if (deployment.isEmpty() || deployment.get().isRetired()) {
            throw new CommandFailedException(
                    "task '"
                            + task.id()
                            + "' has no active program; add one with: loopai program add --task "
                            + task.id()
                            + " --source Program.java"
                            + dataDir.again());
        }
    }

    private void sayResumed(Path restorePoint) {
        Instant taken = RunState.modified(restorePoint.resolve("_metadata")).toInstant();
        report.err()
                .println(
                        "going on with the run that was interrupted, from its checkpoint of "
                                + taken.truncatedTo(ChronoUnit.SECONDS)
                                + " (--fresh starts over)");
    }

    private static void showProgress(FlinkRun run, Instant start, ProgressLine progress)
            throws InterruptedException {
        while (!run.isDone()) {
            progress.update(() -> progressText(start));
            run.await(GLANCE);
        }
        progress.clear();
    }

    private static String progressText(Instant start) {
        Map<String, Long> versions =
                new TreeMap<>(InProcessMetrics.sumBy("executions", "<version>"));
        long answered = versions.values().stream().mapToLong(Long::longValue).sum();
        long deadLetters = InProcessMetrics.sum("dead_letters");
        double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
        String text =
                Formats.count(answered + deadLetters)
                        + " records  "
                        + Formats.rate((answered + deadLetters) / seconds);
        String shares =
                versions.entrySet().stream()
                        .map(each -> "v" + each.getKey() + " " + Formats.count(each.getValue()))
                        .collect(Collectors.joining("  "));
        return text
                + (shares.isEmpty() ? "" : "  " + shares)
                + (deadLetters == 0 ? "" : "  dead letters " + Formats.count(deadLetters));
    }

    /** Ctrl-C stops the job in order: every line that was read is answered and committed. */
    private Thread stopOnCtrlC(FlinkRun run, CountDownLatch done) {
        Terminal err = report.err();
        Thread stopper =
                new Thread(
                        () -> {
                            err.println("stopping; the same command goes on from here");
                            try {
                                run.stop();
                                done.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
                            } catch (Exception e) {
                                err.println(
                                        "could not stop in order; the last checkpoint is kept: "
                                                + e);
                            }
                        },
                        "loopai-stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        return stopper;
    }

    private static boolean isStopping(Thread stopper) {
        return stopper.getState() != Thread.State.NEW;
    }
}

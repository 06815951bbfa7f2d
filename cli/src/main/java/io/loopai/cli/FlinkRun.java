package io.loopai.cli;

import io.loopai.jobs.LoopaiOptions;
import io.loopai.jobs.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;

/**
 * A job in a Flink cluster, inside this JVM or elsewhere.
 *
 * <p>Started with the state of an interrupted run, it goes on from its newest checkpoint; the lines
 * on disk are then as if nothing had happened.
 */
final class FlinkRun {

    static final String LOOPBACK = "127.0.0.1";

    private static final String DISK_FULL = "No space left on device";
    private static final String NOT_YET_RUNNING = "Not all required tasks are currently running";
    private static final String CAUSE = "Caused by: ";
    private static final long TOO_LITTLE_BYTES = 64 * 1024;
    private static final int UNAVAILABLE = 503;
    private static final Executor AFTER_A_PAUSE =
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> result;
    private final Path savepoints;
    private final List<String> folders;
    private volatile boolean silent;

    private FlinkRun(JobClient client, Path savepoints, List<String> folders) {
        this.client = client;
        this.result = end();
        this.savepoints = savepoints;
        this.folders = folders;
    }

    /**
     * Starts the job in a cluster inside this JVM.
     *
     * @param options keys of {@link LoopaiOptions}, and of Flink where wanted
     * @param restorePoint checkpoint or savepoint to go on from
     */
    static FlinkRun start(
            FlinkJob job,
            Configuration options,
            int parallelism,
            RunState state,
            Optional<Path> restorePoint)
            throws Exception {
        Configuration flink = flink(onLoopback(ofFlink(options)), state, restorePoint);
        if (job == FlinkJob.EXECUTION) {
            InProcessMetrics.reset();
            InProcessMetrics.enable(flink);
        }
        return submit(
                job,
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink),
                options,
                state);
    }

    /**
     * Starts the job on a cluster that sees the same folders.
     *
     * @param id the job's id there
     */
    static FlinkRun startOn(
            RemoteCluster cluster,
            FlinkJob job,
            String id,
            Configuration options,
            int parallelism,
            RunState state,
            Optional<Path> restorePoint)
            throws Exception {
        Configuration flink = flink(ofFlink(options), state, restorePoint);
        flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id);
        return submit(job, cluster.environment(job, parallelism, flink), options, state);
    }

    /** A job that is under way already. */
    static FlinkRun attach(JobClient job, Configuration options, RunState state) {
        List<String> folders =
                Stream.of(LoopaiOptions.DATA_DIR, LoopaiOptions.OUTPUT)
                        .flatMap(folder -> options.getOptional(folder).stream())
                        .toList();
        return new FlinkRun(job, state.savepoints(), folders);
    }

    private static FlinkRun submit(
            FlinkJob job, StreamExecutionEnvironment env, Configuration options, RunState state)
            throws Exception {
        job.draw(env, options);
        return attach(env.executeAsync(job.title()), options, state);
    }

    /**
     * Without the job's own settings, which are drawn into its graph: Flink shows its configuration
     * to whoever asks its REST interface, and would not know which of them are secret.
     */
    static Configuration ofFlink(Configuration options) {
        Configuration flink = new Configuration(options);
        for (String key : options.keySet()) {
            if (key.startsWith("loopai.")) {
                flink.removeKey(key);
            }
        }
        return flink;
    }

    /** Flink inside this process needs nobody from outside; it would listen on every address. */
    private static Configuration onLoopback(Configuration options) {
        Configuration local = new Configuration();
        local.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        local.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        local.set(TaskManagerOptions.HOST, LOOPBACK);
        local.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        local.set(RestOptions.ADDRESS, LOOPBACK);
        local.addAll(options);
        return local;
    }

    private static Configuration flink(
            Configuration options, RunState state, Optional<Path> restorePoint) {
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(state.checkpoints()));
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // What fails here fails again at once: a full disk, a broken file. The user decides, and
        // the next start goes on from the last checkpoint.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        flink.addAll(options);
        restorePoint.ifPresent(
                path -> {
                    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, uri(path));
                    flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
                });
        return flink;
    }

    /** A cluster that does not answer for a while, as in a failover, has not ended the job. */
    private CompletableFuture<JobExecutionResult> end() {
        return client.getJobExecutionResult().exceptionallyCompose(this::askAgainIfSilent);
    }

    private CompletionStage<JobExecutionResult> askAgainIfSilent(Throwable error) {
        boolean ended =
                ExceptionUtils.findThrowable(error, ProgramInvocationException.class).isPresent()
                        || ExceptionUtils.findThrowable(error, JobExecutionException.class)
                                .isPresent();
        boolean unreachable =
                ExceptionUtils.findThrowable(error, IOException.class).isPresent()
                        || ExceptionUtils.findThrowable(error, RestClientException.class)
                                .filter(e -> e.getHttpResponseStatus().code() == UNAVAILABLE)
                                .isPresent();
        if (ended || !unreachable) {
            return CompletableFuture.failedFuture(error);
        }
        silent = true;
        return CompletableFuture.supplyAsync(this::end, AFTER_A_PAUSE)
                .thenCompose(Function.identity());
    }

    /** Whether its cluster has not answered for so long once that the job was taken for lost. */
    boolean hasBeenSilent() {
        return silent;
    }

    JobID id() {
        return client.getJobID();
    }

    boolean isDone() {
        return result.isDone();
    }

    /** Waits at most this long for the end. */
    void await(Duration duration) throws InterruptedException {
        try {
            result.get(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Whoever asks for the result is told.
        }
    }

    /**
     * Lets the job finish what it has read, commit every line, and leave a savepoint.
     *
     * @throws CommandFailedException when it takes more than a minute
     */
    void stop() throws Exception {
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        while (true) {
            try {
                client.stopWithSavepoint(false, uri(savepoints), SavepointFormatType.NATIVE)
                        .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                throw new CommandFailedException(
                        "the job has not stopped within %d s".formatted(LONGEST_STOP.toSeconds()),
                        e);
            } catch (ExecutionException e) {
                // A job that has just been started takes no savepoint yet.
                boolean starting =
                        ExceptionUtils.findThrowableWithMessage(e, NOT_YET_RUNNING).isPresent();
                if (!starting || System.nanoTime() > deadline) {
                    throw e;
                }
                await(GLANCE);
            }
        }
    }

    /**
     * What the job did; waits for its end.
     *
     * @throws CommandFailedException when it failed; the message is the failure's root cause
     */
    RunResult result() throws InterruptedException {
        try {
            return RunResult.of(result.get());
        } catch (ExecutionException e) {
            boolean full =
                    ExceptionUtils.findThrowableWithMessage(e, DISK_FULL).isPresent()
                            || folders.stream().anyMatch(FlinkRun::isFull);
            throw new CommandFailedException(
                    full ? diskFull() : "the run failed: " + rootMessage(e), e);
        }
    }

    /** Flink drops the cause when the first write to fail is that of a checkpoint. */
    private static boolean isFull(String folder) {
        return Path.of(folder).toFile().getUsableSpace() < TOO_LITTLE_BYTES;
    }

    private String diskFull() {
        return "no space left in "
                + String.join(" or ", folders)
                + ": free some space, then give the same command again; it goes on from the last"
                + " checkpoint, and no line is lost or repeated";
    }

    /** Why the job restarts, from the stack trace of a failure. */
    String restartReason(String stackTrace) {
        if (stackTrace.contains(DISK_FULL) || folders.stream().anyMatch(FlinkRun::isFull)) {
            return "no space left in "
                    + String.join(" or ", folders)
                    + ": free some space; the job tries again until then, and no line is lost or"
                    + " repeated";
        }
        String root =
                stackTrace
                        .lines()
                        .filter(line -> line.startsWith(CAUSE))
                        .reduce((first, second) -> second)
                        .map(line -> line.substring(CAUSE.length()))
                        .orElseGet(() -> stackTrace.lines().findFirst().orElse(""));
        // An exception that came over the wire is wrapped; then its own class, as elsewhere.
        String message = root.replace(SerializedThrowable.class.getName() + ": ", "");
        return message.replaceFirst("^[\\w.$]+: (?=.)", "");
    }

    /** Why it failed, without what Flink puts around it. */
    static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof SerializedThrowable serialized) {
            root = serialized.deserializeError(FlinkRun.class.getClassLoader());
        }
        return root.getMessage() == null
                ? ExceptionUtils.stringifyException(root).lines().findFirst().orElse("")
                : root.getMessage();
    }

    private static String uri(Path path) {
        // Flink takes the text as it is: "%20" would be part of the folder's name.
        return "file://" + path.toAbsolutePath().normalize();
    }
}

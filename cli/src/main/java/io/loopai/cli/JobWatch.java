package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.messages.webmonitor.JobDetails;
import org.apache.flink.runtime.messages.webmonitor.MultipleJobsDetails;
import org.apache.flink.runtime.rest.RestClient;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobsOverviewHeaders;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.util.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a job through Flink's REST interface: whether all of it runs, and why it restarts. Flink
 * calls a job running as soon as its tasks wait for slots, and says nothing when they fail over and
 * over.
 */
final class JobWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RestClient client;
    private final String host;
    private final int port;
    private final JobID job;
    private final Set<String> told = new HashSet<>();
    private CompletableFuture<JobExceptionsInfoWithHistory> asked;
    private long askedAt;
    private long newest;

    /**
     * @param flink where the REST interface is, and how to talk to it
     * @param since failures before that are old news, in milliseconds since 1970
     */
    JobWatch(Configuration flink, JobID job, long since) throws ConfigurationException {
        this.client = new RestClient(flink, Runnable::run);
        this.host = flink.get(RestOptions.ADDRESS);
        this.port = flink.get(RestOptions.PORT);
        this.job = job;
        this.newest = since;
    }

    /** Whether every subtask runs; no, while Flink does not answer. */
    boolean isAllRunning() throws InterruptedException {
        try {
            MultipleJobsDetails jobs =
                    client.sendRequest(host, port, JobsOverviewHeaders.getInstance())
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return jobs.getJobs().stream()
                    .filter(each -> each.getJobId().equals(job))
                    .anyMatch(JobWatch::isAllRunning);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.info("Flink does not say how far job {} is", job, e);
            return false;
        }
    }

    private static boolean isAllRunning(JobDetails details) {
        int[] tasks = details.getTasksPerState();
        int up = tasks[ExecutionState.RUNNING.ordinal()] + tasks[ExecutionState.FINISHED.ordinal()];
        return details.getStatus() == JobStatus.RUNNING && up > 0 && up == details.getNumTasks();
    }

    /**
     * Says why the job has restarted since the last look, each cause once. Never waits: what Flink
     * has not answered yet is told after a later look.
     *
     * @param reason makes a message out of a stack trace
     */
    void tellRestarts(String title, UnaryOperator<String> reason, Terminal err) {
        if (asked != null && asked.isDone()) {
            tell(title, reason, err);
            asked = null;
        }
        long now = System.nanoTime();
        if (asked == null && (askedAt == 0 || now - askedAt > PAUSE.toNanos())) {
            askedAt = now;
            asked = ask();
        }
    }

    private CompletableFuture<JobExceptionsInfoWithHistory> ask() {
        JobExceptionsMessageParameters of = new JobExceptionsMessageParameters();
        of.jobPathParameter.resolve(job);
        try {
            return client.sendRequest(
                    host,
                    port,
                    JobExceptionsHeaders.getInstance(),
                    of,
                    EmptyRequestBody.getInstance());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void tell(String title, UnaryOperator<String> reason, Terminal err) {
        if (asked.isCompletedExceptionally()) {
            return; // the next look may find out
        }
        List<RootExceptionInfo> fresh =
                asked.join().getExceptionHistory().getEntries().stream()
                        .filter(each -> each.getTimestamp() > newest)
                        .sorted(Comparator.comparing(RootExceptionInfo::getTimestamp))
                        .toList();
        for (RootExceptionInfo failure : fresh) {
            newest = failure.getTimestamp();
            String why = reason.apply(failure.getStacktrace());
            if (told.add(kind(why))) {
                err.println("'" + title + "' starts again from its last checkpoint: " + why);
            }
        }
    }

    /** The same cause has another file, offset, or id in it each time. */
    private static String kind(String why) {
        return why.replaceAll("[0-9a-fA-F-]*[0-9][0-9a-fA-F-]*", "#");
    }

    @Override
    public void close() {
        client.closeAsync();
    }
}

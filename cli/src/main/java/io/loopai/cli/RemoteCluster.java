package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.ClusterClientJobClientAdapter;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** A Flink session cluster, reached through its REST interface. */
final class RemoteCluster {

    private static final String JAR_PROPERTY = "loopai.jobs.jar";
    private static final long PATIENCE_SECONDS = 30;

    private final String address;
    private final Configuration flink;

    private RemoteCluster(String address, Configuration flink) {
        this.address = address;
        this.flink = flink;
    }

    /**
     * @param address {@code host:port}
     * @param settings of Flink's client, such as those for TLS
     * @throws IllegalArgumentException when it is no address
     */
    static RemoteCluster at(String address, Configuration settings) {
        URI uri;
        try {
            uri = new URI("http://" + address);
        } catch (URISyntaxException e) {
            throw noAddress(address);
        }
        // Neither a user, nor a path: the host and the port are all there is.
        if (uri.getPort() < 1 || !(uri.getHost() + ":" + uri.getPort()).equals(address)) {
            throw noAddress(address);
        }
        Configuration flink = new Configuration();
        flink.addAll(FlinkRun.ofFlink(settings));
        flink.set(RestOptions.ADDRESS, uri.getHost());
        flink.set(RestOptions.PORT, uri.getPort());
        return new RemoteCluster(address, flink);
    }

    private static IllegalArgumentException noAddress(String address) {
        return new IllegalArgumentException(
                "'" + address + "' is no address of a Flink cluster, such as 127.0.0.1:8081");
    }

    String address() {
        return address;
    }

    /** Whether it is on this machine, as far as its address says. */
    boolean isOnLoopback() {
        try {
            return InetAddress.getByName(flink.get(RestOptions.ADDRESS)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** How to reach its REST interface. */
    Configuration settings() {
        return flink;
    }

    /**
     * Whether jobs can start there.
     *
     * @param jobs how many, with a slot for each of their subtasks
     * @return what delays them, if anything
     * @throws CommandFailedException when the cluster does not answer, or runs another Flink
     */
    Optional<String> problem(int jobs, int parallelism) {
        ClusterOverviewWithVersion overview = ask(RestClusterClient::getClusterOverview);
        String own = EnvironmentInformation.getVersion();
        if (!overview.getVersion().equals(own)) {
            throw new CommandFailedException(
                    "the cluster at %s runs Flink %s, and this is Flink %s: the job would not start there"
                            .formatted(address, overview.getVersion(), own));
        }
        int slots = overview.getNumSlotsAvailable();
        int needed = jobs * parallelism;
        return slots >= needed
                ? Optional.empty()
                : Optional.of(
                        "the cluster at %s has %s free slots, and %s with --parallelism %d need %s: %s are missing; waiting until they are there"
                                .formatted(
                                        address,
                                        Formats.count(slots),
                                        jobs == 1 ? "the subtasks of a job" : jobs + " jobs",
                                        parallelism,
                                        Formats.count(needed),
                                        Formats.count(needed - slots)));
    }

    /**
     * A job that has not ended.
     *
     * @throws CommandFailedException when the cluster does not answer
     */
    Optional<JobClient> running(String job) {
        for (JobStatusMessage each : ask(RestClusterClient::listJobs)) {
            boolean ended = each.getJobState().isGloballyTerminalState();
            if (each.getJobId().toHexString().equals(job) && !ended) {
                return Optional.of(client(each.getJobId()));
            }
        }
        return Optional.empty();
    }

    private JobClient client(JobID job) {
        return new ClusterClientJobClientAdapter<>(
                () -> client(flink), job, RemoteCluster.class.getClassLoader());
    }

    private RestClusterClient<StandaloneClusterId> client(Configuration settings) {
        try {
            return new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
        } catch (Exception e) {
            throw new CommandFailedException(unreachable(e), e);
        }
    }

    private <T> T ask(
            Function<RestClusterClient<StandaloneClusterId>, CompletableFuture<T>> question) {
        // Flink's own patience is a minute: too long for a mistyped port.
        Configuration impatient = new Configuration();
        impatient.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
        impatient.addAll(flink);
        try (RestClusterClient<StandaloneClusterId> client = client(impatient)) {
            return question.apply(client).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailedException(unreachable(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    private String unreachable(Exception e) {
        Throwable root = ExceptionUtils.stripExecutionException(e);
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "no Flink cluster answers at %s (%s); is the address right, and is the cluster running?"
                .formatted(address, root.getMessage());
    }

    /** Where a job is drawn that is to run there: it takes the jar of the jobs along. */
    StreamExecutionEnvironment environment(FlinkJob job, int parallelism, Configuration options) {
        Configuration all = new Configuration(flink);
        all.addAll(options);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createRemoteEnvironment(
                        flink.get(RestOptions.ADDRESS),
                        flink.get(RestOptions.PORT),
                        all,
                        jar(job).toString());
        env.setParallelism(parallelism);
        return env;
    }

    /** The jars of the jobs lie beside each other. */
    private static Path beside(Path named, FlinkJob job) {
        return job == FlinkJob.EXECUTION ? named : named.resolveSibling(job.jar());
    }

    private static Path jar(FlinkJob job) {
        String named = System.getProperty(JAR_PROPERTY);
        // loopai-cli.jar, or the folder of its classes.
        Path own =
                Path.of(
                        URI.create(
                                RemoteCluster.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()));
        List<Path> places =
                named != null
                        ? List.of(beside(Path.of(named), job))
                        : List.of(
                                own.resolveSibling(job.jar()),
                                own.resolve("../../../jobs/target").resolve(job.jar()).normalize());
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailedException(
                                        "the jar of the jobs is not there: "
                                                + String.join(
                                                        " or ",
                                                        places.stream()
                                                                .map(Path::toString)
                                                                .toList())
                                                + "; name it with LOOPAI_JAVA_OPTS=-D"
                                                + JAR_PROPERTY
                                                + "=FILE"));
    }
}

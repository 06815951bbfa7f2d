package io.loopai.cli;

import io.loopai.service.api.HttpApi;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.housekeeping.Housekeeping;
import io.loopai.service.loop.FeedStatus;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.service.loop.Rollouts;
import io.loopai.service.telemetry.Telemetry;
import io.loopai.signature.SigningKey;
import io.loopai.store.DataDir;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The service of 'up': the database of the data folder, the loop, and the HTTP API on both. */
final class ControlPlane implements AutoCloseable {

    private static final int PORT = 8080;

    private final DecisionCentre centre;
    private final ImprovementLoop loop;
    private final HttpApi api;
    private final Housekeeping housekeeping;
    private final Telemetry telemetry;
    private final AtomicReference<Supplier<FeedStatus>> feed;

    private ControlPlane(
            DecisionCentre centre,
            ImprovementLoop loop,
            HttpApi api,
            Housekeeping housekeeping,
            Telemetry telemetry,
            AtomicReference<Supplier<FeedStatus>> feed) {
        this.feed = feed;
        this.housekeeping = housekeeping;
        this.telemetry = telemetry;
        this.centre = centre;
        this.loop = loop;
        this.api = api;
    }

    /**
     * Starts beside whatever the caller does meanwhile.
     *
     * @param port null for the usual one, or any if that is taken
     */
    static CompletableFuture<ControlPlane> starting(
            DataDir data,
            Integer port,
            Optional<SigningKey> signingKey,
            Stack.Improvement improvement,
            Housekeeping.Limits limits,
            Telemetry.Options reports) {
        return CompletableFuture.supplyAsync(
                () -> start(data, port, signingKey, improvement, limits, reports));
    }

    private static ControlPlane start(
            DataDir data,
            Integer port,
            Optional<SigningKey> signingKey,
            Stack.Improvement improvement,
            Housekeeping.Limits limits,
            Telemetry.Options reports) {
        DecisionCentre centre = DecisionCentre.open(data, signingKey);
        try {
            ImprovementLoop loop =
                    ImprovementLoop.of(
                            centre.database(),
                            centre.deployments(),
                            improvement.llm(),
                            improvement.options());
            Telemetry telemetry =
                    Telemetry.start(
                            data.root().resolve("service/telemetry"), loop.telemetry(), reports);
            AtomicReference<Supplier<FeedStatus>> feed =
                    new AtomicReference<>(() -> FeedStatus.NONE);
            HttpApi.Sources sources =
                    new HttpApi.Sources(telemetry::status, () -> feed.get().get());
            HttpApi api = listen(centre, loop.rollouts(), sources, port);
            return new ControlPlane(
                    centre, loop, api, Housekeeping.start(data, centre, limits), telemetry, feed);
        } catch (BindException e) {
            centre.close();
            throw new CommandFailedException(
                    e.getMessage() + "; give another one with --port, or none for any that is free",
                    e);
        } catch (RuntimeException e) {
            centre.close();
            throw e;
        }
    }

    private static HttpApi listen(
            DecisionCentre centre, Rollouts rollouts, HttpApi.Sources sources, Integer port)
            throws BindException {
        try {
            return HttpApi.start(centre, rollouts, sources, port == null ? PORT : port);
        } catch (BindException e) {
            if (port != null) {
                throw e;
            }
            return HttpApi.start(centre, rollouts, sources, 0);
        }
    }

    /** What was started, or why it was not. */
    static ControlPlane started(CompletableFuture<ControlPlane> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    /** Stops it as soon as it was started; why it was not is told elsewhere. */
    static void stop(CompletableFuture<ControlPlane> starting) {
        starting.handle((started, failure) -> Optional.ofNullable(started))
                .join()
                .ifPresent(ControlPlane::close);
    }

    /** All that is deployed is in the topic when this returns. */
    void publishTo(ControlTopic topic) {
        centre.publishTo(topic);
    }

    /** The API tells how it goes with what the jobs say, from now on. */
    void hears(Supplier<FeedStatus> status) {
        feed.set(status);
    }

    /** Makes programs better once it is started. */
    ImprovementLoop loop() {
        return loop;
    }

    DecisionCentre centre() {
        return centre;
    }

    String address() {
        return api.address();
    }

    @Override
    public void close() {
        housekeeping.close();
        telemetry.close();
        api.close();
        loop.close();
        centre.close();
    }
}

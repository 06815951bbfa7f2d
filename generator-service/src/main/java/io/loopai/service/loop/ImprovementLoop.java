package io.loopai.service.loop;

import io.loopai.decision.Rollout;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.service.DaemonTimer;
import io.loopai.service.db.Database;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.telemetry.TelemetryBook;
import io.loopai.task.Event;
import io.loopai.task.Regeneration;
import io.loopai.task.Traffic;
import io.loopai.task.Validation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes programs better while they answer: keeps what the oracle says, makes new versions when they are
 * wanted, and takes them from step to step.
 *
 * <pre>{@code
 * ImprovementLoop loop = ImprovementLoop.of(database, deployments, Optional::empty, Options.DEFAULT);
 * loop.start();
 * loop.validations(batch);                       // as they come; the same ones may come again
 * loop.wish(regeneration);
 * loop.traffic(traffic);
 * loop.event(event);
 * }</pre>
 */
public final class ImprovementLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImprovementLoop.class);
    private static final long GOODBYE_SECONDS = 10;
    private static final long NOTE_SECONDS = 10;

    private final Database database;
    private final Duration look;
    private final Intake intake;
    private final Improver improver;
    private final RolloutSteps steps;
    private final Challenges challenges;
    private final Quarantines quarantines;
    private final Rollouts rollouts;
    private final AuditNotes notes;
    private final TrafficBook traffic = new TrafficBook();
    private final Clock clock;
    private final TelemetryBook telemetry;
    private final ScheduledExecutorService improving = DaemonTimer.named("loopai-improve");
    private final ScheduledExecutorService stepping = DaemonTimer.named("loopai-rollout");

    /**
     * How the loop goes about it.
     *
     * @param pace of rollouts
     * @param look how often rollouts and wishes are looked at
     * @param mostLabels the newest labels that a version is learned from
     */
    public record Options(Rollout.Pace pace, Duration look, int mostLabels) {

        /** A look each second, 4,000 labels. */
        public static final Options DEFAULT =
                new Options(Rollout.Pace.DEFAULT, Duration.ofSeconds(1), 4_000);
    }

    ImprovementLoop(
            Database database,
            Deployments deployments,
            Supplier<Optional<LlmStrategy>> llm,
            Options options,
            Clock clock) {
        this.database = database;
        this.look = options.look();
        this.clock = clock;
        this.telemetry = new TelemetryBook(clock.instant());
        RareRecalls recalls = new RareRecalls(database);
        this.intake = new Intake(database, recalls);
        this.steps = new RolloutSteps(database, deployments, traffic, recalls, options.pace());
        this.quarantines =
                new Quarantines(
                        deployments, steps, traffic, options.look(), options.pace().dwell());
        this.notes = new AuditNotes(database, deployments);
        this.challenges = new Challenges(database, deployments, steps, clock);
        this.improver =
                new Improver(
                        database,
                        deployments,
                        challenges,
                        recalls,
                        llm,
                        options.mostLabels(),
                        clock);
        this.rollouts =
                new Rollouts(database, deployments, challenges, steps, quarantines, intake, clock);
    }

    /**
     * A loop that does nothing by itself before it is started.
     *
     * @param llm asked once for each attempt; empty without an LLM
     */
    public static ImprovementLoop of(
            Database database,
            Deployments deployments,
            Supplier<Optional<LlmStrategy>> llm,
            Options options) {
        return new ImprovementLoop(database, deployments, llm, options, Clock.systemUTC());
    }

    /** From now on wishes are fulfilled and rollouts go on, those included that were under way. */
    public void start() {
        long millis = look.toMillis();
        improving.scheduleWithFixedDelay(
                () -> guarded(this::improve), 0, millis, TimeUnit.MILLISECONDS);
        stepping.scheduleWithFixedDelay(
                () -> guarded(this::step), millis, millis, TimeUnit.MILLISECONDS);
        stepping.scheduleWithFixedDelay(
                () -> guarded(this::note), NOTE_SECONDS, NOTE_SECONDS, TimeUnit.SECONDS);
    }

    /** Keeps what the oracle said; on return it is stored. */
    public void validations(List<Validation> validations) {
        telemetry.add(intake.validations(validations));
    }

    /** Notes that a better version is wanted; on return it is stored. False if it was known. */
    public boolean wish(Regeneration wish) {
        return intake.wish(wish);
    }

    /** Counts what versions do. */
    public void traffic(Traffic more) {
        if (traffic.add(more)) {
            telemetry.add(more);
        }
    }

    /** Learns what engines do by themselves, and confirms it or takes it back. */
    public void event(Event event) {
        quarantines.add(event, clock.instant());
    }

    /** What goes on, and what people want of it. */
    public Rollouts rollouts() {
        return rollouts;
    }

    /** What was heard, added up. */
    public TelemetryBook telemetry() {
        return telemetry;
    }

    /** Does at most one thing for each rollout. */
    void step() {
        quarantines.look(clock.instant());
        steps.look(clock.instant());
    }

    /** Tells the engines what is known of active versions. */
    void note() {
        notes.look();
    }

    /** One wish for each task: whoever asks for the same twice means the newer. */
    void improve() {
        List<AttemptTable.Row> waiting = database.inTransaction(AttemptTable::waiting);
        for (int i = 0; i < waiting.size() && !Thread.currentThread().isInterrupted(); i++) {
            AttemptTable.Row wish = waiting.get(i);
            boolean again =
                    waiting.subList(i + 1, waiting.size()).stream()
                            .anyMatch(later -> later.task().equals(wish.task()));
            if (again) {
                database.inTransaction(
                        handle -> {
                            AttemptTable.end(
                                    handle,
                                    wish.id(),
                                    null,
                                    "wished for again before it was begun",
                                    clock.instant());
                            return null;
                        });
            } else {
                guarded(() -> improver.fulfil(wish)); // other tasks have their wishes too
            }
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("The loop goes on after a failure", e); // an exception would end the schedule
        }
    }

    /** An attempt under way is begun anew after the next start. */
    @Override
    public void close() {
        stepping.shutdownNow();
        improving.shutdownNow();
        try {
            stepping.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
            improving.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

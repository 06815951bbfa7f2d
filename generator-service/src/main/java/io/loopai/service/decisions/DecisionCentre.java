package io.loopai.service.decisions;

import io.loopai.service.DaemonTimer;
import io.loopai.service.db.Database;
import io.loopai.service.db.TaskTable;
import io.loopai.signature.SigningKey;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a data folder, with all that follows it.
 *
 * <pre>{@code
 * try (DecisionCentre centre = DecisionCentre.open(data, Optional.empty())) {
 *     centre.publishTo(controlTopic);
 *     centre.deployments().activate("spam", 2, "better on 400 rows");
 * }
 * }</pre>
 */
public final class DecisionCentre implements AutoCloseable {

    /**
     * How a projection stands: how much it has not been told yet, and why. Of the data folder also
     * why it is not taken over. The reason has a line for each task when it is about some only, and
     * may be null.
     */
    public record Lag(String projection, long pending, String problem) {}

    private static final Logger LOG = LoggerFactory.getLogger(DecisionCentre.class);
    private static final long LOOK_MILLIS = 500;

    private final Database database;
    private final Ledger ledger;
    private final Heads heads;
    private final FolderImport folder;
    private final Deployments deployments;
    private final OldVersions oldVersions;
    private final List<Publisher> publishers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService looking = DaemonTimer.named("loopai-folder-import");

    private DecisionCentre(DataDir data, Database database, Optional<SigningKey> key) {
        this.database = database;
        this.ledger = new Ledger(database);
        ArtifactRepository artifacts = new ArtifactRepository(data, key);
        Signer signer = new Signer(key);
        this.heads = new Heads(ledger, signer);
        this.folder = new FolderImport(data, artifacts, ledger, heads, signer);
        this.deployments = new Deployments(ledger, folder, heads, signer);
        this.oldVersions = new OldVersions(ledger, artifacts);
        // What was decided here before the last stop goes first, then what was decided there since.
        Publisher publisher = register(new FolderProjection(artifacts, ledger));
        publisher.publishAll();
        folder.lookAround();
        publisher.fillGaps();
        publisher.start();
    }

    /**
     * Opens the database of a data folder, and takes over what was decided in the folder meanwhile.
     *
     * @param signingKey signs what is decided here, if there is one
     * @throws io.loopai.service.db.DatabaseException when the database cannot be used
     */
    public static DecisionCentre open(DataDir data, Optional<SigningKey> signingKey) {
        Database database = Database.open(data.root().resolve("service"));
        try {
            DecisionCentre centre = new DecisionCentre(data, database, signingKey);
            centre.looking.scheduleWithFixedDelay(
                    centre::lookAround, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return centre;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void lookAround() {
        try {
            folder.lookAround();
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.warn("The data folder is not looked at: {}", e.getMessage());
        }
    }

    /**
     * Lets receivers have every decision, from now on and as long as this is open; all that is
     * deployed is there when this returns. What the sink lacks is published again, whatever it was
     * told before. Where it has a decision that was not taken here, under a revision that is not
     * lower, what is in force here is decided again above it: the jobs would ignore it otherwise.
     *
     * @throws DecisionRefusedException when that would have to be signed by somebody else
     * @throws RuntimeException of the sink, when it does not take them now
     */
    public void publishTo(DeploymentSink sink) {
        heads.add(sink.newest());
        for (TaskTable.Row task : deployments.tasks()) {
            ledger.change(
                    handle -> {
                        TaskTable.lock(handle, task.id())
                                .ifPresent(locked -> heads.lift(handle, locked));
                        return null;
                    });
        }
        List<String> unknown = unknownTasks();
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "The jobs run tasks that this data folder does not know: {}. They go on until"
                            + " they are retired from the folder that they come from, or created"
                            + " here",
                    String.join(", ", unknown));
        }
        Publisher publisher = register(new SinkProjection(sink, ledger));
        publisher.publishAll();
        publisher.fillGaps();
        publisher.publishAll();
        publisher.start();
    }

    private Publisher register(Projection projection) {
        Publisher publisher = new Publisher(projection, ledger);
        publishers.add(publisher);
        ledger.register(publisher);
        return publisher;
    }

    /** Where decisions are kept, and what they rest on. */
    public Database database() {
        return database;
    }

    /** What runs, and how to change it. */
    public Deployments deployments() {
        return deployments;
    }

    /**
     * Deletes versions that nobody goes back to. What runs, stands by, or was active before stays, and
     * so does a program that a person has written and nobody has tried.
     *
     * @param kept of each task the newest ones, which stay too
     */
    public void deleteOldVersions(int kept) {
        oldVersions.delete(kept);
    }

    /** Tasks that receivers run although they are not in the database. */
    public List<String> unknownTasks() {
        return heads.unknown(deployments.tasks());
    }

    /** How the projections stand; an exception means that the database does not answer. */
    public List<Lag> lags() {
        List<Lag> lags = new ArrayList<>();
        for (Publisher publisher : publishers) {
            lags.add(new Lag(publisher.name(), publisher.pending(), problem(publisher)));
        }
        return lags;
    }

    private String problem(Publisher publisher) {
        List<String> problems = new ArrayList<>();
        Optional.ofNullable(publisher.problem()).ifPresent(problems::add);
        if (publisher.name().equals(FolderProjection.NAME)) {
            problems.addAll(folder.problems());
        }
        return problems.isEmpty() ? null : String.join("\n", problems);
    }

    /** Stops in order; what is not told yet is told after the next start. */
    @Override
    public void close() {
        looking.shutdown();
        try {
            looking.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publishers.forEach(Publisher::close);
        database.close();
    }
}

package io.loopai.store;

import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules by which what runs for a task may change. Computes the next state and writes nothing, so
 * that a folder and a database decide alike.
 *
 * <pre>{@code
 * TaskState next = new Decision(state, stored).canary(2, 0.25);
 * boolean changed = next != state;
 * }</pre>
 *
 * <p>Every method returns the very same state when there is nothing to change, and throws {@link
 * NoSuchArtifactException} for a version that is not stored and {@link ArtifactException} for what is
 * not allowed.
 *
 * <p>Whenever a version becomes active, the one that was active before stands by for it: the last
 * one that can still be read and was neither rolled back nor quarantined. There is no standby when
 * there is no such version, or when two shadows leave it no room among the {@link
 * Deployment#MAX_LIVE_VERSIONS}.
 */
public final class Decision {

    private static final Logger LOG = LoggerFactory.getLogger(Decision.class);

    private final TaskState state;
    private final StoredTask stored;
    private final String task;
    private final Instant now;

    /** A decision that is taken now. */
    public Decision(TaskState state, StoredTask stored) {
        this.state = state;
        this.stored = stored;
        this.task = state.deployment().task();
        this.now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The version answers all requests from now on; the one that did is retired and a canary ends.
     */
    public TaskState activate(int version) {
        requireStored(version);
        return state.stageOf(version) == Stage.ACTIVE ? state : activated(version, Stage.RETIRED);
    }

    /**
     * The version answers a share of the requests, in place of another canary if there is one.
     *
     * @param share a probability
     */
    public TaskState canary(int version, double share) {
        return challenge(version, Stage.CANARY, share);
    }

    /**
     * The version runs beside the active one on a share of the requests and answers nobody.
     *
     * @param share a probability
     */
    public TaskState shadow(int version, double share) {
        return challenge(version, Stage.SHADOW, share);
    }

    /**
     * The version runs beside the active one on all requests, to be measured against it.
     *
     * @param disagreement on which share of the requests the two differ, as far as is known; or null
     * @param regeneration the wish that it fulfils; null: none
     */
    public TaskState duel(int version, Double disagreement, String regeneration) {
        TaskState next = challenge(version, Stage.SHADOW, 1);
        TaskState changed = next == state ? again() : next;
        return changed.noted(
                disagreement,
                regeneration == null ? state.deployment().regeneration() : regeneration);
    }

    /**
     * The challenger answers all requests from now on, and the version that did runs beside it: their
     * duel goes on.
     */
    public TaskState swap(int version) {
        int before = requireActive().version();
        TaskState next = activate(version);
        return next == state
                ? state
                : new Decision(next, stored)
                        .challenge(before, Stage.SHADOW, 1)
                        .noted(
                                state.deployment().disagreement(),
                                state.deployment().regeneration());
    }

    /** A wish for a better version has been dealt with, whatever came of it. */
    public TaskState dealtWith(String regeneration) {
        return state.deployment().isRetired()
                        || regeneration.equals(state.deployment().regeneration())
                ? state
                : again().noted(state.deployment().disagreement(), regeneration);
    }

    /** Takes a canary or a shadow out of the traffic without having judged it. */
    public TaskState leave(int version) {
        Stage stage = state.stageOf(version);
        boolean challenges = stage != null && stage.isLive() && stage != Stage.ACTIVE;
        return challenges ? state.leave(version, now) : state;
    }

    /** Takes a canary or a shadow out of the traffic; it is marked as rolled back. */
    public TaskState withdraw(int version) {
        requireStored(version);
        Stage stage = state.stageOf(version);
        if (stage == Stage.ACTIVE) {
            throw refused(
                    version,
                    "is active and cannot be withdrawn; roll back, activate another version, or"
                            + " retire the task");
        }
        if (stage == null || !stage.isLive()) {
            return state;
        }
        return state.withdraw(version, Stage.ROLLED_BACK, now);
    }

    /**
     * Confirms what jobs do by themselves when a version fails too often: in place of the active
     * version the standby becomes active, a challenger leaves.
     */
    public TaskState quarantine(int version) {
        requireStored(version);
        Stage stage = state.stageOf(version);
        if (stage == null || !stage.isLive()) {
            return state;
        }
        if (stage != Stage.ACTIVE) {
            return state.withdraw(version, Stage.QUARANTINED, now);
        }
        LiveVersion standby =
                state.standby()
                        .orElseThrow(
                                () ->
                                        refused(
                                                version,
                                                "is active and no version stands by; name a"
                                                        + " standby first, or roll back"));
        return activated(standby.version(), Stage.QUARANTINED);
    }

    /**
     * Names the version that takes over when the active one fails too often.
     *
     * @param version empty: none
     */
    public TaskState standby(OptionalInt version) {
        LiveVersion active = requireActive();
        if (version.isEmpty()) {
            return state.standby().isEmpty() ? state : again().withStandby(null);
        }
        int number = version.getAsInt();
        requireStored(number);
        if (number == active.version()) {
            throw refused(
                    number,
                    "is the active version and cannot stand by for itself; name another one");
        }
        if (state.standby().filter(v -> v.version() == number).isPresent()) {
            return state;
        }
        TaskState next = again().withStandby(stored.live(number, Stage.SHADOW, 0));
        requireRoom(number, state.withStandby(null), next);
        return next;
    }

    /**
     * Puts an earlier version back; the active one is marked as rolled back and a canary ends.
     *
     * @param toVersion the version to activate; by default the one that was active before, passing
     *     over those that were rolled back themselves
     */
    public TaskState rollback(OptionalInt toVersion) {
        LiveVersion active = requireActive();
        if (toVersion.isEmpty() && state.activeBefore().isEmpty()) {
            throw new ArtifactException(
                    "no version of '"
                            + task
                            + "' was active before v"
                            + active.version()
                            + "; name the version to go back to, one of "
                            + names(stored.versions()));
        }
        int target = toVersion.orElseGet(() -> state.activeBefore().getAsInt());
        requireStored(target);
        if (target == active.version()) {
            throw refused(target, "is the active version; name another one to go back to");
        }
        return activated(target, Stage.ROLLED_BACK);
    }

    /** Stops the task: nothing runs for it until a version is activated. */
    public TaskState retire() {
        return state.isDeployed() && state.deployment().isRetired() ? state : state.retire(now);
    }

    /** What runs gets another description; only for a task that runs. */
    public TaskState describe(TaskSpec spec) {
        return state.describe(spec, now);
    }

    /** Tells how often the version is right, so that sampling can go by it; only while it is active. */
    public TaskState audited(int version, LiveVersion.Audit audit) {
        return state.stageOf(version) == Stage.ACTIVE ? again().withAudit(audit) : state;
    }

    /** The rules for what is decided next, together with what these rules have given. */
    public Decision then(TaskState next) {
        return new Decision(next, stored);
    }

    /** What runs stays as it is, under the next revision. */
    public TaskState confirm() {
        return state.deployment().isRetired() ? state.retire(now) : again();
    }

    private TaskState challenge(int version, Stage stage, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new ArtifactException(
                    "the share of v"
                            + version
                            + " of '"
                            + task
                            + "' must be a number from 0 to 1, but is "
                            + share);
        }
        requireStored(version);
        LiveVersion active = requireActive();
        if (active.version() == version) {
            throw refused(
                    version, "is the active version and cannot challenge itself; name another one");
        }
        LiveVersion challenger = live(version, stage, share);
        if (state.live(version).filter(challenger::equals).isPresent()) {
            return state;
        }
        TaskState next = state.challenge(challenger, stored.spec(), now);
        requireRoom(version, state, next);
        return next;
    }

    /** What is known of a version that runs goes with it, whatever its part becomes. */
    private LiveVersion live(int version, Stage stage, double share) {
        LiveVersion live = stored.live(version, stage, share);
        return state.deployed(version)
                .filter(deployed -> deployed.audit() != null)
                .map(deployed -> live.withAudit(deployed.audit()))
                .orElse(live);
    }

    private TaskState activated(int version, Stage outgoing) {
        LiveVersion active = live(version, Stage.ACTIVE, 1);
        TaskState next = state.activate(active, stored.spec(), outgoing, now).withStandby(null);
        boolean room = next.deployment().versions().size() < Deployment.MAX_LIVE_VERSIONS;
        return room ? next.withStandby(newestLoadable(next)) : next;
    }

    /**
     * The version that was active last and can still be read; null when there is none. Preferably
     * as it was deployed: that source ran, and is covered by the deployment's signature.
     */
    private LiveVersion newestLoadable(TaskState after) {
        for (int version : after.allActiveBefore()) {
            Optional<LiveVersion> deployed = state.deployed(version);
            if (deployed.isPresent()) {
                return deployed.get();
            }
            try {
                return stored.live(version, Stage.SHADOW, 0);
            } catch (ArtifactException e) {
                LOG.warn("v{} cannot stand by: {}", version, e.getMessage());
            }
        }
        return null;
    }

    /** The same under the next revision. */
    private TaskState again() {
        return state.describe(stored.spec(), now);
    }

    private void requireRoom(int version, TaskState before, TaskState after) {
        if (after.deployment().versions().size() <= Deployment.MAX_LIVE_VERSIONS) {
            return;
        }
        Deployment full = before.deployment();
        boolean clearable = full.versions().stream().anyMatch(full::onlyStandsBy);
        throw refused(
                version,
                "would be one live version too many: "
                        + full.versions().stream()
                                .map(v -> name(full, v))
                                .collect(Collectors.joining(", "))
                        + " are live and "
                        + Deployment.MAX_LIVE_VERSIONS
                        + " may be; withdraw one of them first"
                        + (clearable ? ", or do without a standby" : ""));
    }

    private static String name(Deployment deployment, LiveVersion version) {
        return "v" + version.version() + (deployment.onlyStandsBy(version) ? " (standby)" : "");
    }

    private void requireStored(int version) {
        requireStored(task, version, stored.versions());
    }

    /**
     * Says so when a version is not stored.
     *
     * @param known the numbers of the stored ones
     */
    public static void requireStored(String task, int version, List<Integer> known) {
        if (!known.contains(version)) {
            throw new NoSuchArtifactException(
                    "there is no v"
                            + version
                            + " of '"
                            + task
                            + "'; "
                            + (known.isEmpty()
                                    ? "no version is stored yet; make one with 'loopai generate' or"
                                            + " 'loopai program add'"
                                    : "stored versions: " + names(known)));
        }
    }

    private LiveVersion requireActive() {
        return state.active()
                .orElseThrow(
                        () ->
                                new ArtifactException(
                                        "no version of '"
                                                + task
                                                + "' is active; activate one first"));
    }

    private ArtifactException refused(int version, String why) {
        return new ArtifactException("v" + version + " of '" + task + "' " + why);
    }

    private static String names(List<Integer> versions) {
        return versions.stream().map(v -> "v" + v).collect(Collectors.joining(", "));
    }
}

package io.loopai.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.signature.SigningKey;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Ids;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks, their stored versions and what of them is to run, as files below {@code artifacts/}.
 *
 * <pre>{@code
 * ArtifactRepository artifacts = new ArtifactRepository(DataDir.open(Path.of("data")));
 * artifacts.putTask(TaskFile.read(Path.of("spam.yaml")));
 * artifacts.add("spam", source, "ecj");                  // the first version is active at once
 * artifacts.add("spam", betterSource, "ecj");            // stored as v2
 * artifacts.canary("spam", 2, 0.25);
 * artifacts.activate("spam", 2);                         // v1 stands by
 * artifacts.rollback("spam", OptionalInt.empty());       // v1 again
 * }</pre>
 *
 * <pre>
 * artifacts/spam/task.json
 * artifacts/spam/deployment.json          what runs: revision, live versions with their sources
 * artifacts/spam/deployment.sig           its signature, and that of the one before
 * artifacts/spam/v1/Program.java
 * artifacts/spam/v1/metadata.json
 * artifacts/spam/active -&gt; v1
 * </pre>
 *
 * <p>Every change of what runs raises the revision by one and takes effect when {@code
 * deployment.json} is replaced; a crash leaves the old or the new state. Several threads and
 * processes may use one folder: changes of a task wait for each other, reads never wait.
 *
 * <p>Whenever a version becomes active, the one that was active before stands by for it: the last
 * one that can still be read and was neither rolled back nor quarantined. Its source travels with the
 * deployment. There is no standby when there is no such version, or when two shadows leave it no
 * room among the {@link Deployment#MAX_LIVE_VERSIONS}. {@link #standby} says otherwise until the
 * next activation.
 *
 * <p>Programs are stored as given: whoever adds one has verified it. Every method throws {@link
 * NoSuchArtifactException} for a task or version that is not there, {@link CorruptArtifactException}
 * for a damaged file, and {@link ArtifactException} for what cannot be done or written.
 */
public final class ArtifactRepository {

    /** Longest source in UTF-8 bytes. */
    public static final int MAX_SOURCE_BYTES = 512 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactRepository.class);

    private final DataDir data;
    private final AtomicFiles files;
    private final Optional<SigningKey> signingKey;

    /** The artifacts of a data folder; changes of tasks that are signed are refused. */
    public ArtifactRepository(DataDir data) {
        this(data, Optional.empty());
    }

    /**
     * The artifacts of a data folder.
     *
     * @param signingKey signs every deployment that is decided here, if there is one; deployments in
     *     force that it has not signed are refused: {@link #sign} them first
     */
    public ArtifactRepository(DataDir data, Optional<SigningKey> signingKey) {
        this(data, signingKey, AtomicFiles.Faults.NONE);
    }

    ArtifactRepository(DataDir data, Optional<SigningKey> signingKey, AtomicFiles.Faults faults) {
        this.data = data;
        this.signingKey = signingKey;
        this.files = new AtomicFiles(faults);
    }

    /** The task with this id. */
    public TaskSpec task(String id) {
        return findTask(id).orElseThrow(() -> noSuchTask(id));
    }

    /** The task with this id, if there is one. */
    public Optional<TaskSpec> findTask(String id) {
        if (!Ids.isTaskId(id)) {
            return Optional.empty();
        }
        TaskFolder folder = folder(id);
        return folder.spec(folder.state());
    }

    /** The ids of all tasks, in alphabetical order. */
    public List<String> tasks() {
        if (!Files.isDirectory(data.artifacts())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(data.artifacts())) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(Ids::isTaskId)
                    .filter(task -> folder(task).exists())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ArtifactException(
                    data.artifacts()
                            + ": cannot be read: "
                            + DataDir.reason(e)
                            + "; check its owner and its permissions",
                    e);
        }
    }

    /** Stores a new task or the changed description of one; what runs for it gets it too. */
    public void putTask(TaskSpec spec) {
        createFolder(spec.id());
        locked(
                spec.id(),
                (folder, state) -> {
                    if (state.deployment().isRetired()) {
                        folder.writeSpec(spec);
                    } else if (!Arrays.equals(
                            Json.bytes(spec), Json.bytes(state.deployment().spec()))) {
                        folder.commit(state.describe(spec, now()));
                    }
                    return null;
                });
    }

    private void createFolder(String task) {
        Path path = data.artifacts(task);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new ArtifactException(
                    path
                            + ": cannot be created: "
                            + DataDir.reason(e)
                            + "; check the owner, the permissions and the free space",
                    e);
        }
    }

    /**
     * Stores a source as the next version of a task. The first version that is ever stored becomes
     * active at once. A source that is stored already is not stored again.
     *
     * @param compiler which compiler every receiver is to use: {@code ecj} or {@code janino}
     */
    public AddResult add(String task, String source, String compiler) {
        return add(task, source, compiler, null);
    }

    /**
     * The same, for a source that was generated.
     *
     * @param generation how it was made, kept in {@code metadata.json}; null when there is nothing to
     *     say. What is said of a source that is stored already stays as it is
     */
    public AddResult add(String task, String source, String compiler, JsonNode generation) {
        int bytes = source.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_SOURCE_BYTES) {
            throw new ArtifactException(
                    "the source of a program for '"
                            + task
                            + "' has "
                            + bytes
                            + " bytes, but may have at most "
                            + MAX_SOURCE_BYTES
                            + "; move its data into fewer or shorter constants");
        }
        String hash = LiveVersion.hashOf(source);
        return change(
                task,
                (folder, state) -> {
                    Optional<Integer> same =
                            folder.versions().stream()
                                    .filter(v -> folder.metadata(v, state).hash().equals(hash))
                                    .findFirst();
                    int version = same.orElseGet(() -> nextVersion(folder, state));
                    if (same.isEmpty()) {
                        folder.store(
                                new VersionMetadata(
                                        version,
                                        hash,
                                        compiler,
                                        null,
                                        now(),
                                        null,
                                        bytes,
                                        generation),
                                source);
                    }
                    TaskState current = state;
                    if (!state.isDeployed()) {
                        current = activated(folder, state, version, Stage.RETIRED);
                        folder.commit(current);
                    }
                    return new AddResult(folder.metadata(version, current), same.isEmpty());
                });
    }

    /**
     * The version answers all requests from now on; the one that did is retired and a canary ends.
     * Does nothing when the version is active already.
     */
    public Deployment activate(String task, int version) {
        return change(
                task,
                (folder, state) -> {
                    requireVersion(task, folder, version);
                    if (state.stageOf(version) == Stage.ACTIVE) {
                        return state.deployment();
                    }
                    return commit(folder, activated(folder, state, version, Stage.RETIRED));
                });
    }

    /**
     * The version answers a share of the requests, in place of another canary if there is one.
     *
     * @param share a probability
     */
    public Deployment canary(String task, int version, double share) {
        return challenge(task, version, Stage.CANARY, share);
    }

    /**
     * The version runs beside the active one on a share of the requests and answers nobody.
     *
     * @param share a probability
     */
    public Deployment shadow(String task, int version, double share) {
        return challenge(task, version, Stage.SHADOW, share);
    }

    /** Takes a canary or a shadow out of the traffic; it is marked as rolled back. */
    public Deployment withdraw(String task, int version) {
        return change(
                task,
                (folder, state) -> {
                    requireVersion(task, folder, version);
                    Stage stage = state.stageOf(version);
                    if (stage == Stage.ACTIVE) {
                        throw new ArtifactException(
                                "v"
                                        + version
                                        + " of '"
                                        + task
                                        + "' is active and cannot be withdrawn; roll back,"
                                        + " activate another version, or retire the task");
                    }
                    if (stage == null || !stage.isLive()) {
                        return state.deployment();
                    }
                    return commit(folder, state.withdraw(version, Stage.ROLLED_BACK, now()));
                });
    }

    /**
     * Confirms what jobs do by themselves when a version fails too often: in place of the active
     * version the standby becomes active, a challenger leaves. Does nothing when the version is not
     * live.
     */
    public Deployment quarantine(String task, int version) {
        return change(
                task,
                (folder, state) -> {
                    requireVersion(task, folder, version);
                    Stage stage = state.stageOf(version);
                    if (stage == null || !stage.isLive()) {
                        return state.deployment();
                    }
                    if (stage != Stage.ACTIVE) {
                        return commit(folder, state.withdraw(version, Stage.QUARANTINED, now()));
                    }
                    LiveVersion standby =
                            state.standby()
                                    .orElseThrow(
                                            () ->
                                                    new ArtifactException(
                                                            "v"
                                                                    + version
                                                                    + " of '"
                                                                    + task
                                                                    + "' is active and no version"
                                                                    + " stands by; name a standby"
                                                                    + " first, or roll back"));
                    return commit(
                            folder, activated(folder, state, standby.version(), Stage.QUARANTINED));
                });
    }

    /**
     * Names the version that takes over when the active one fails too often.
     *
     * @param version empty: none
     */
    public Deployment standby(String task, OptionalInt version) {
        return change(
                task,
                (folder, state) -> {
                    LiveVersion active = requireActive(task, state);
                    if (version.isEmpty()) {
                        return state.standby().isEmpty()
                                ? state.deployment()
                                : commit(folder, again(task, folder, state).withStandby(null));
                    }
                    int number = version.getAsInt();
                    requireVersion(task, folder, number);
                    if (number == active.version()) {
                        throw new ArtifactException(
                                "v"
                                        + number
                                        + " of '"
                                        + task
                                        + "' is the active version and cannot stand by for itself;"
                                        + " name another one");
                    }
                    if (state.standby().filter(v -> v.version() == number).isPresent()) {
                        return state.deployment();
                    }
                    LiveVersion standby = folder.live(number, Stage.SHADOW, 0);
                    TaskState next = again(task, folder, state).withStandby(standby);
                    requireRoom(task, number, state.withStandby(null), next);
                    return commit(folder, next);
                });
    }

    /**
     * Puts an earlier version back; the active one is marked as rolled back and a canary ends.
     *
     * @param toVersion the version to activate; by default the one that was active before, passing
     *     over those that were rolled back themselves
     */
    public Deployment rollback(String task, OptionalInt toVersion) {
        return change(
                task,
                (folder, state) -> {
                    LiveVersion active = requireActive(task, state);
                    if (toVersion.isEmpty() && state.activeBefore().isEmpty()) {
                        throw new ArtifactException(
                                "no version of '"
                                        + task
                                        + "' was active before v"
                                        + active.version()
                                        + "; name the version to go back to, one of "
                                        + names(folder.versions()));
                    }
                    int target = toVersion.orElseGet(() -> state.activeBefore().getAsInt());
                    requireVersion(task, folder, target);
                    if (target == active.version()) {
                        throw new ArtifactException(
                                "v"
                                        + target
                                        + " of '"
                                        + task
                                        + "' is the active version; name another one to go back"
                                        + " to");
                    }
                    return commit(folder, activated(folder, state, target, Stage.ROLLED_BACK));
                });
    }

    /** Stops the task: nothing runs for it until a version is activated. */
    public Deployment retire(String task) {
        return change(
                task,
                (folder, state) -> {
                    if (state.isDeployed() && state.deployment().isRetired()) {
                        return state.deployment();
                    }
                    return commit(folder, state.retire(now()));
                });
    }

    /** What is to run for the task; empty when nothing was ever deployed. */
    public Optional<Deployment> deployment(String task) {
        TaskState state = requireTask(task).state();
        return state.isDeployed() ? Optional.of(state.deployment()) : Optional.empty();
    }

    /**
     * The same as it was written, byte by byte, and with its signature if it has one: what receivers
     * get.
     */
    public Optional<ControlMessage> published(String task) {
        return requireTask(task).published();
    }

    /**
     * Takes over a deployment that was decided elsewhere, byte by byte, together with the sources of
     * its live versions.
     *
     * @return false when the repository has this revision or a newer one
     * @throws ArtifactException when it cannot be used, or a version of the same number is stored with
     *     another source
     */
    public boolean adopt(ControlMessage message) {
        Deployment deployment = message.read();
        Optional<String> problem = deployment.problem();
        if (problem.isPresent()) {
            throw new ArtifactException("cannot take over a deployment: " + problem.get());
        }
        createFolder(deployment.task());
        return FolderLock.locked(
                data.artifacts(deployment.task()),
                () -> {
                    TaskFolder folder = folder(deployment.task());
                    folder.recover();
                    if (folder.state().deployment().revision() >= deployment.revision()) {
                        return false;
                    }
                    folder.adopt(message, deployment, now());
                    return true;
                });
    }

    /** Signs what runs for the task, whoever decided it; a signature by another key is gone then. */
    public void sign(String task, SigningKey key) {
        requireTask(task);
        FolderLock.locked(
                data.artifacts(task),
                () -> {
                    folder(task).sign(key);
                    return null;
                });
    }

    /** The stored versions of a task, oldest first. */
    public List<VersionMetadata> versions(String task) {
        TaskFolder folder = requireTask(task);
        TaskState state = folder.state();
        return folder.versions().stream().map(v -> folder.metadata(v, state)).toList();
    }

    /** The source of a version. */
    public String source(String task, int version) {
        TaskFolder folder = requireTask(task);
        requireVersion(task, folder, version);
        return folder.source(version);
    }

    private Deployment challenge(String task, int version, Stage stage, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new ArtifactException(
                    "the share of v"
                            + version
                            + " of '"
                            + task
                            + "' must be a number from 0 to 1, but is "
                            + share);
        }
        return change(
                task,
                (folder, state) -> {
                    requireVersion(task, folder, version);
                    LiveVersion active = requireActive(task, state);
                    if (active.version() == version) {
                        throw new ArtifactException(
                                "v"
                                        + version
                                        + " of '"
                                        + task
                                        + "' is the active version and cannot challenge itself;"
                                        + " name another one");
                    }
                    LiveVersion challenger = folder.live(version, stage, share);
                    if (state.live(version).filter(challenger::equals).isPresent()) {
                        return state.deployment();
                    }
                    TaskState next = state.challenge(challenger, spec(task, folder, state), now());
                    requireRoom(task, version, state, next);
                    return commit(folder, next);
                });
    }

    private static void requireRoom(String task, int version, TaskState before, TaskState after) {
        if (after.deployment().versions().size() <= Deployment.MAX_LIVE_VERSIONS) {
            return;
        }
        Deployment full = before.deployment();
        boolean clearable = full.versions().stream().anyMatch(full::onlyStandsBy);
        throw new ArtifactException(
                "v"
                        + version
                        + " of '"
                        + task
                        + "' would be one live version too many: "
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

    private TaskState activated(TaskFolder folder, TaskState state, int version, Stage outgoing) {
        LiveVersion active = folder.live(version, Stage.ACTIVE, 1);
        TaskSpec spec = spec(state.deployment().task(), folder, state);
        TaskState next = state.activate(active, spec, outgoing, now()).withStandby(null);
        boolean room = next.deployment().versions().size() < Deployment.MAX_LIVE_VERSIONS;
        return room ? next.withStandby(newestLoadable(folder, state, next)) : next;
    }

    /**
     * The version that was active last and can still be read; null when there is none. Preferably
     * as it was deployed: that source ran, and is covered by the deployment's signature.
     */
    private static LiveVersion newestLoadable(
            TaskFolder folder, TaskState before, TaskState after) {
        for (int version : after.allActiveBefore()) {
            Optional<LiveVersion> deployed = before.deployed(version);
            if (deployed.isPresent()) {
                return deployed.get();
            }
            try {
                return folder.live(version, Stage.SHADOW, 0);
            } catch (ArtifactException e) {
                LOG.warn("v{} cannot stand by: {}", version, e.getMessage());
            }
        }
        return null;
    }

    /** The same under the next revision. */
    private TaskState again(String task, TaskFolder folder, TaskState state) {
        return state.describe(spec(task, folder, state), now());
    }

    private TaskSpec spec(String task, TaskFolder folder, TaskState state) {
        return folder.spec(state).orElseThrow(() -> noSuchTask(task));
    }

    private static Deployment commit(TaskFolder folder, TaskState state) {
        folder.commit(state);
        return state.deployment();
    }

    private static int nextVersion(TaskFolder folder, TaskState state) {
        return 1
                + Stream.concat(
                                folder.versions().stream(),
                                state.history().stream().map(TaskState.Past::version))
                        .max(Integer::compare)
                        .orElse(0);
    }

    private <T> T change(String task, BiFunction<TaskFolder, TaskState, T> action) {
        requireTask(task);
        return locked(task, action);
    }

    private <T> T locked(String task, BiFunction<TaskFolder, TaskState, T> action) {
        TaskFolder folder = folder(task);
        return FolderLock.locked(
                data.artifacts(task),
                () -> {
                    folder.requireOwnDecision();
                    folder.recover();
                    return action.apply(folder, folder.state());
                });
    }

    private TaskFolder folder(String task) {
        return new TaskFolder(task, data.artifacts(task), files, signingKey);
    }

    private TaskFolder requireTask(String task) {
        if (!Ids.isTaskId(task) || !folder(task).exists()) {
            throw noSuchTask(task);
        }
        return folder(task);
    }

    private NoSuchArtifactException noSuchTask(String task) {
        List<String> known = tasks();
        return new NoSuchArtifactException(
                "there is no task '"
                        + task
                        + "' in "
                        + data.artifacts()
                        + "; "
                        + (known.isEmpty()
                                ? "there are no tasks yet, put one first"
                                : "known tasks: " + String.join(", ", known)));
    }

    private static void requireVersion(String task, TaskFolder folder, int version) {
        List<Integer> known = folder.versions();
        if (!known.contains(version)) {
            throw new NoSuchArtifactException(
                    "there is no v"
                            + version
                            + " of '"
                            + task
                            + "'; "
                            + (known.isEmpty()
                                    ? "no version is stored yet, add one first"
                                    : "stored versions: " + names(known)));
        }
    }

    private static LiveVersion requireActive(String task, TaskState state) {
        return state.active()
                .orElseThrow(
                        () ->
                                new ArtifactException(
                                        "no version of '"
                                                + task
                                                + "' is active; activate one first"));
    }

    private static String names(List<Integer> versions) {
        return versions.stream().map(v -> "v" + v).collect(Collectors.joining(", "));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}

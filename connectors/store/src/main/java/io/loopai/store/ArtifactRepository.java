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
import java.util.function.Function;
import java.util.stream.Stream;

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
 * <p>What may change and how: {@link Decision}. The standby that an activation chose stays until the
 * next one, or until {@link #standby} names another.
 *
 * <p>Programs are stored as given: whoever adds one has verified it. Every method throws {@link
 * NoSuchArtifactException} for a task or version that is not there, {@link CorruptArtifactException}
 * for a damaged file, and {@link ArtifactException} for what cannot be done or written.
 */
public final class ArtifactRepository {

    /** Longest source in UTF-8 bytes. */
    public static final int MAX_SOURCE_BYTES = 512 * 1024;

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

    /** Whether there is a task with this id. */
    public boolean has(String id) {
        return Ids.isTaskId(id) && folder(id).exists();
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
                        decide(folder, state, decision -> decision.describe(spec));
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
                        current = decide(folder, state, decision -> decision.activate(version));
                    }
                    return new AddResult(folder.metadata(version, current), same.isEmpty());
                });
    }

    /**
     * The version answers all requests from now on; the one that did is retired and a canary ends.
     * Does nothing when the version is active already.
     */
    public Deployment activate(String task, int version) {
        return decide(task, decision -> decision.activate(version));
    }

    /**
     * The version answers a share of the requests, in place of another canary if there is one.
     *
     * @param share a probability
     */
    public Deployment canary(String task, int version, double share) {
        return decide(task, decision -> decision.canary(version, share));
    }

    /**
     * The version runs beside the active one on a share of the requests and answers nobody.
     *
     * @param share a probability
     */
    public Deployment shadow(String task, int version, double share) {
        return decide(task, decision -> decision.shadow(version, share));
    }

    /** Takes a canary or a shadow out of the traffic; it is marked as rolled back. */
    public Deployment withdraw(String task, int version) {
        return decide(task, decision -> decision.withdraw(version));
    }

    /**
     * Confirms what jobs do by themselves when a version fails too often: in place of the active
     * version the standby becomes active, a challenger leaves. Does nothing when the version is not
     * live.
     */
    public Deployment quarantine(String task, int version) {
        return decide(task, decision -> decision.quarantine(version));
    }

    /**
     * Names the version that takes over when the active one fails too often.
     *
     * @param version empty: none
     */
    public Deployment standby(String task, OptionalInt version) {
        return decide(task, decision -> decision.standby(version));
    }

    /**
     * Puts an earlier version back; the active one is marked as rolled back and a canary ends.
     *
     * @param toVersion the version to activate; by default the one that was active before, passing
     *     over those that were rolled back themselves
     */
    public Deployment rollback(String task, OptionalInt toVersion) {
        return decide(task, decision -> decision.rollback(toVersion));
    }

    /** Stops the task: nothing runs for it until a version is activated. */
    public Deployment retire(String task) {
        return decide(task, Decision::retire);
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

    /**
     * Stores a version under the number that it has elsewhere; does nothing when it is there.
     *
     * @param metadata its stage is not used: that follows from the deployment
     * @throws ArtifactException when another source is stored under that number
     */
    public void putVersion(String task, VersionMetadata metadata, String source) {
        requireTask(task);
        FolderLock.locked(
                data.artifacts(task),
                () -> {
                    TaskFolder folder = folder(task);
                    folder.recover();
                    folder.putVersion(metadata.at(null, null), source);
                    return null;
                });
    }

    /**
     * Deletes a stored version; does nothing when it is not there.
     *
     * @throws ArtifactException when it runs, or stands by
     */
    public void remove(String task, int version) {
        requireTask(task);
        FolderLock.locked(
                data.artifacts(task),
                () -> {
                    TaskFolder folder = folder(task);
                    folder.recover();
                    if (folder.state().deployed(version).isPresent()) {
                        throw new ArtifactException(
                                "v"
                                        + version
                                        + " of '"
                                        + task
                                        + "' runs or stands by and cannot be deleted; withdraw it,"
                                        + " or activate another version first");
                    }
                    if (folder.versions().contains(version)) {
                        folder.remove(version);
                    }
                    return null;
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

    /** The numbers of the stored versions, ascending. */
    public List<Integer> versionNumbers(String task) {
        return requireTask(task).versions();
    }

    /** The source of a version. */
    public String source(String task, int version) {
        TaskFolder folder = requireTask(task);
        Decision.requireStored(task, version, folder.versions());
        return folder.source(version);
    }

    private Deployment decide(String task, Function<Decision, TaskState> rule) {
        return change(task, (folder, state) -> decide(folder, state, rule).deployment());
    }

    private TaskState decide(
            TaskFolder folder, TaskState state, Function<Decision, TaskState> rule) {
        TaskState next = rule.apply(new Decision(state, stored(folder, state)));
        if (next != state) {
            folder.commit(next);
        }
        return next;
    }

    private StoredTask stored(TaskFolder folder, TaskState state) {
        return new StoredTask() {
            @Override
            public TaskSpec spec() {
                return folder.spec(state).orElseThrow(() -> noSuchTask(state.deployment().task()));
            }

            @Override
            public List<Integer> versions() {
                return folder.versions();
            }

            @Override
            public LiveVersion live(int version, Stage stage, double share) {
                return folder.live(version, stage, share);
            }
        };
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
        if (!has(task)) {
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
                                ? "there are no tasks yet; store one with 'loopai generate --task FILE'"
                                        + " or 'loopai program add --task FILE'"
                                : "known tasks: " + String.join(", ", known)));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}

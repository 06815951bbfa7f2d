package io.loopai.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.loopai.signature.SigningKey;
import io.loopai.signature.VerificationKeys;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.InvalidTaskException;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one task. {@code deployment.json} decides; {@code task.json} of a task that runs, the
 * stages in {@code metadata.json} and the {@code active} link follow from it and are brought up to
 * date after every change, and before the next one in case a crash prevented that.
 */
final class TaskFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TaskFolder.class);
    private static final Pattern VERSION_FOLDER = Pattern.compile("v([1-9][0-9]{0,8})");

    private final String task;
    private final Path folder;
    private final AtomicFiles files;
    private final Optional<SigningKey> signingKey;

    TaskFolder(String task, Path folder, AtomicFiles files, Optional<SigningKey> signingKey) {
        this.task = task;
        this.folder = folder;
        this.files = files;
        this.signingKey = signingKey;
    }

    /** Whether there is anything of this task. */
    boolean exists() {
        return Files.exists(taskFile()) || Files.exists(deploymentFile());
    }

    /** What was decided last. */
    TaskState state() {
        return read(deploymentFile()).map(this::parse).orElseGet(() -> TaskState.none(task));
    }

    /** What was decided last, as it was written, and signed if it was; empty when nothing was. */
    Optional<ControlMessage> published() {
        while (true) {
            Optional<byte[]> before = read(deploymentFile());
            Optional<String> signatures = signatures();
            // Signatures are written first and cover two decisions, so they fit the one that was
            // there both before and after they were read.
            if (before.isEmpty()) {
                return Optional.empty();
            }
            if (Arrays.equals(before.get(), read(deploymentFile()).orElse(null))) {
                parse(before.get());
                return Optional.of(
                        new ControlMessage(
                                new String(before.get(), StandardCharsets.UTF_8),
                                signatures.orElse(null)));
            }
        }
    }

    private TaskState parse(byte[] bytes) {
        TaskState state;
        try {
            state = TaskState.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw damagedDeployment(e.getMessage(), e);
        }
        if (!task.equals(state.deployment().task())) {
            throw damagedDeployment("it is of the task '" + state.deployment().task() + "'", null);
        }
        return state;
    }

    /** The task, as it runs or else as it was put. */
    Optional<TaskSpec> spec(TaskState state) {
        return state.deployment().isRetired()
                ? storedSpec()
                : Optional.of(state.deployment().spec());
    }

    /** The numbers of the stored versions, ascending. */
    List<Integer> versions() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> VERSION_FOLDER.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(match -> Integer.valueOf(match.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** What was written with the version, with its stage according to the state. */
    VersionMetadata metadata(int version, TaskState state) {
        VersionMetadata stored = storedMetadata(version);
        return stored.at(
                state.stageOf(version),
                state.past(version).map(TaskState.Past::activatedAt).orElse(null));
    }

    /** The stored source; refused when it is no longer the one that was stored. */
    String source(int version) {
        Path file = folder.resolve("v" + version).resolve("Program.java");
        Optional<byte[]> bytes = read(file);
        String source = new String(bytes.orElse(new byte[0]), StandardCharsets.UTF_8);
        if (bytes.isEmpty() || !LiveVersion.hashOf(source).equals(storedMetadata(version).hash())) {
            throw new CorruptArtifactException(
                    file
                            + ": "
                            + (bytes.isEmpty() ? "is missing" : "was changed after it was stored")
                            + "; put the original back from a copy, or store the new source as a"
                            + " version of its own",
                    null);
        }
        return source;
    }

    LiveVersion live(int version, Stage stage, double share) {
        VersionMetadata metadata = storedMetadata(version);
        return new LiveVersion(
                version, stage, share, metadata.hash(), metadata.compiler(), source(version));
    }

    /** Stores a version that is not there yet, its folder as a whole. */
    void store(VersionMetadata metadata, String source) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("Program.java", source.getBytes(StandardCharsets.UTF_8));
        contents.put("metadata.json", json(metadata));
        files.createFolder(versionFolder(metadata.version()), contents);
    }

    /** Decides: from the moment this has replaced the file, the state is the new one. */
    void commit(TaskState state) {
        byte[] decision = state.text().getBytes(StandardCharsets.UTF_8);
        if (signingKey.isPresent()) {
            sign(signingKey.get(), decision);
        } else if (signatures().isPresent()) {
            throw new ArtifactException(
                    "the deployment of '"
                            + task
                            + "' is signed, and this change would not be: give the signing key (--signing-key), or"
                            + " remove "
                            + signatureFile()
                            + " to go on without signatures");
        }
        files.write(deploymentFile(), decision);
        project(state);
    }

    /** Makes another's decision this folder's, as it was written. */
    void adopt(ControlMessage message, Deployment deployment, Instant now) {
        byte[] decision = message.deployment().getBytes(StandardCharsets.UTF_8);
        parse(decision);
        for (LiveVersion live : deployment.versions()) {
            adopt(live, now);
        }
        if (message.signatures() != null) {
            files.write(signatureFile(), message.signatures().getBytes(StandardCharsets.UTF_8));
        } else if (signatures().isPresent()) {
            throw new ArtifactException(
                    "the deployment of '"
                            + task
                            + "' here is signed, and the one to take over is not; remove "
                            + signatureFile()
                            + " to go on without signatures");
        }
        files.write(deploymentFile(), decision);
        project(state());
    }

    private void adopt(LiveVersion live, Instant now) {
        long bytes = live.source().getBytes(StandardCharsets.UTF_8).length;
        putVersion(
                new VersionMetadata(
                        live.version(), live.hash(), live.compiler(), null, now, null, bytes, null),
                live.source());
    }

    /** Stores a version that was made elsewhere, unless it is there. */
    void putVersion(VersionMetadata metadata, String source) {
        if (!versions().contains(metadata.version())) {
            store(metadata, source);
        } else if (!storedMetadata(metadata.version()).hash().equals(metadata.hash())) {
            throw new ArtifactException(
                    "v"
                            + metadata.version()
                            + " of '"
                            + task
                            + "' is stored here with another source than the deployment to take over has;"
                            + " use another data folder");
        }
    }

    /** Deletes a stored version. */
    void remove(int version) {
        files.deleteFolder(versionFolder(version));
    }

    /** Signs what was decided last; signatures by other keys are gone then. */
    void sign(SigningKey key) {
        read(deploymentFile())
                .ifPresent(decision -> files.write(signatureFile(), line(key, decision)));
    }

    /**
     * Makes sure that the next decision is built on one by the same key, and not on what somebody
     * else has put into the folder: its live versions would be signed with it.
     */
    void requireOwnDecision() {
        if (signingKey.isEmpty() || read(deploymentFile()).isEmpty()) {
            return;
        }
        ControlMessage inForce = published().orElseThrow();
        VerificationKeys own = VerificationKeys.of(List.of(signingKey.get().publicPem()));
        Optional<String> problem = own.problem(inForce.deployment(), inForce.signatures());
        if (problem.isPresent()) {
            throw new ArtifactException(
                    deploymentFile()
                            + ": "
                            + problem.get()
                            + "; look at what it deploys, and if that is right sign it: loopai keys"
                            + " sign --task "
                            + task);
        }
    }

    /** The decision in force is signed as well until the next one has replaced it. */
    private void sign(SigningKey key, byte[] next) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(line(key, next));
        read(deploymentFile()).ifPresent(inForce -> lines.writeBytes(line(key, inForce)));
        files.write(signatureFile(), lines.toByteArray());
    }

    private static byte[] line(SigningKey key, byte[] decision) {
        String text = new String(decision, StandardCharsets.UTF_8);
        return (key.sign(text) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> signatures() {
        return read(signatureFile()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    void writeSpec(TaskSpec spec) {
        writeIfChanged(taskFile(), json(spec));
    }

    /** Finishes what a crash interrupted. */
    void recover() {
        AtomicFiles.clean(folder);
        for (int version : versions()) {
            AtomicFiles.clean(versionFolder(version));
        }
        project(state());
    }

    /**
     * Brings the files that follow from the state up to date. The decision is made already, so a
     * file that cannot be written is reported and left to the next change.
     */
    private void project(TaskState state) {
        List<Runnable> steps = new ArrayList<>();
        if (!state.deployment().isRetired()) {
            steps.add(() -> writeSpec(state.deployment().spec()));
        }
        for (int version : versions()) {
            steps.add(() -> writeIfChanged(metadataFile(version), json(metadata(version, state))));
        }
        steps.add(() -> linkActive(state));
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (ArtifactException e) {
                LOG.warn("{} (the deployment of {} is not affected)", e.getMessage(), task);
            }
        }
    }

    private void linkActive(TaskState state) {
        Path link = folder.resolve("active");
        Optional<String> target = state.active().map(active -> "v" + active.version());
        if (target.equals(linked(link))) {
            return;
        }
        if (target.isPresent()) {
            files.link(link, target.get());
        } else {
            files.delete(link);
        }
    }

    private static Optional<String> linked(Path link) {
        try {
            return Files.isSymbolicLink(link)
                    ? Optional.of(Files.readSymbolicLink(link).toString())
                    : read(link).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw unreadable(link, e);
        }
    }

    private Optional<TaskSpec> storedSpec() {
        return read(taskFile())
                .map(
                        bytes -> {
                            try {
                                // Read leniently first: a newer writer may have added fields.
                                TaskSpec spec = Json.MAPPER.readValue(bytes, TaskSpec.class);
                                String known = new String(Json.bytes(spec), StandardCharsets.UTF_8);
                                return TaskFile.parse(known, "the task");
                            } catch (JsonProcessingException e) {
                                throw damagedTask(e.getOriginalMessage(), e);
                            } catch (IOException | InvalidTaskException e) {
                                throw damagedTask(e.getMessage(), e);
                            }
                        });
    }

    private VersionMetadata storedMetadata(int version) {
        Path file = metadataFile(version);
        try {
            byte[] bytes =
                    read(file).orElseThrow(() -> new CorruptArtifactException("is missing", null));
            VersionMetadata metadata = Json.MAPPER.readValue(bytes, VersionMetadata.class);
            if (metadata.version() == version
                    && metadata.hash() != null
                    && metadata.compiler() != null
                    && metadata.createdAt() != null) {
                return metadata;
            }
            throw new CorruptArtifactException(
                    "does not describe v" + version + " completely", null);
        } catch (JsonProcessingException e) {
            throw damagedMetadata(file, "is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException | CorruptArtifactException e) {
            throw damagedMetadata(file, e.getMessage(), e);
        }
    }

    private void writeIfChanged(Path file, byte[] content) {
        if (!read(file).filter(old -> Arrays.equals(old, content)).isPresent()) {
            files.write(file, content);
        }
    }

    private static byte[] json(Object value) {
        try {
            return (Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Path taskFile() {
        return folder.resolve("task.json");
    }

    private Path deploymentFile() {
        return folder.resolve("deployment.json");
    }

    private Path signatureFile() {
        return folder.resolve("deployment.sig");
    }

    private Path versionFolder(int version) {
        return folder.resolve("v" + version);
    }

    private Path metadataFile(int version) {
        return versionFolder(version).resolve("metadata.json");
    }

    private CorruptArtifactException damagedDeployment(String reason, Exception cause) {
        return new CorruptArtifactException(
                deploymentFile()
                        + ": is damaged: "
                        + reason
                        + "; put it back from a copy. Without it the task starts again at revision"
                        + " 1, which running jobs ignore until they are restarted",
                cause);
    }

    private CorruptArtifactException damagedTask(String reason, Exception cause) {
        return new CorruptArtifactException(
                taskFile()
                        + ": is damaged: "
                        + reason
                        + "; put the task again from its task file, with 'loopai program add --task"
                        + " FILE --source PROGRAM'",
                cause);
    }

    private static CorruptArtifactException damagedMetadata(
            Path file, String reason, Exception cause) {
        return new CorruptArtifactException(
                file
                        + ": "
                        + reason
                        + "; put it back from a copy, or remove the version's folder and store its"
                        + " source again",
                cause);
    }

    private static ArtifactException unreadable(Path path, IOException e) {
        return new ArtifactException(
                path
                        + ": cannot be read: "
                        + DataDir.reason(e)
                        + "; check its owner and its permissions",
                e);
    }
}

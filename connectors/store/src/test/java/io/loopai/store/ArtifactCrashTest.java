package io.loopai.store;

import static io.loopai.store.Fixtures.source;
import static io.loopai.store.Fixtures.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.signature.SigningKey;
import io.loopai.signature.VerificationKeys;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stops every kind of change before each of its steps, and looks at what is left. */
class ArtifactCrashTest {

    @TempDir Path root;
    private Optional<SigningKey> key = Optional.empty();

    static Stream<Arguments> changes() {
        return Stream.of(
                change("put a task", a -> {}, a -> a.putTask(task("spam"))),
                change(
                        "put a changed task",
                        a -> versions(a, 1),
                        a -> a.putTask(task("spam", "Something else."))),
                change(
                        "add the first version",
                        a -> a.putTask(task("spam")),
                        a -> a.add("spam", source(1), "ecj")),
                change(
                        "add another version",
                        a -> versions(a, 1),
                        a -> a.add("spam", source(2), "ecj")),
                change("activate", a -> versions(a, 2), a -> a.activate("spam", 2)),
                change("canary", a -> versions(a, 2), a -> a.canary("spam", 2, 0.5)),
                change(
                        "withdraw",
                        a -> {
                            versions(a, 2);
                            a.canary("spam", 2, 0.5);
                        },
                        a -> a.withdraw("spam", 2)),
                change(
                        "rollback",
                        a -> {
                            versions(a, 2);
                            a.activate("spam", 2);
                        },
                        a -> a.rollback("spam", OptionalInt.empty())),
                change("retire", a -> versions(a, 2), a -> a.retire("spam")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void shouldLeaveASignedStateToo(
            String name, Consumer<ArtifactRepository> prepare, Consumer<ArtifactRepository> change)
            throws IOException {
        key = Optional.of(SigningKey.create());

        shouldLeaveTheOldOrTheNewStateAndAllowToRepeat(name, prepare, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void shouldLeaveTheOldOrTheNewStateAndAllowToRepeat(
            String name, Consumer<ArtifactRepository> prepare, Consumer<ArtifactRepository> change)
            throws IOException {
        ArtifactRepository whole = repository("whole");
        prepare.accept(whole);
        String before = state(whole);
        int versionsBefore = count(whole);
        change.accept(whole);
        String after = state(whole);
        int versionsAfter = count(whole);

        Set<String> seen = new HashSet<>();
        int steps = 0;
        for (boolean crashed = true; crashed; steps++) {
            String folder = "crash-" + steps;
            prepare.accept(repository(folder));
            crashed = !completes(folder, steps, change);

            ArtifactRepository restarted = repository(folder);
            String left = state(restarted);
            assertThat(left).as("before step %d", steps).isIn(before, after);
            assertThat(count(restarted)).isIn(versionsBefore, versionsAfter);
            seen.add(left);

            if (left.equals(before)) {
                change.accept(restarted);
            } else {
                restarted.putTask(restarted.task("spam"));
            }
            assertThat(state(restarted)).as("before step %d", steps).isEqualTo(after);
            assertThat(count(restarted)).isEqualTo(versionsAfter);
            assertTidy(folder, restarted);
        }
        assertThat(steps).isGreaterThan(3);
        assertThat(seen).containsOnly(before, after);
    }

    private ArtifactRepository repository(String folder) {
        return new ArtifactRepository(DataDir.open(root.resolve(folder)), key);
    }

    /** Runs the change until so many steps are done; whether it came to its end. */
    private boolean completes(String folder, int steps, Consumer<ArtifactRepository> change) {
        int[] left = {steps};
        AtomicFiles.Faults crash =
                (step, path) -> {
                    if (left[0]-- == 0) {
                        if (step.equals("force") && Files.isRegularFile(path)) {
                            tear(path);
                        }
                        throw new Crash();
                    }
                };
        try {
            change.accept(new ArtifactRepository(DataDir.open(root.resolve(folder)), key, crash));
            return true;
        } catch (Crash e) {
            return false;
        }
    }

    /** What was not forced to the disk may be there in part. */
    private static void tear(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    /** All that matters of the task, without times. */
    private String state(ArtifactRepository artifacts) {
        if (artifacts.tasks().isEmpty()) {
            return "nothing";
        }
        StringBuilder text = new StringBuilder();
        artifacts
                .deployment("spam")
                .ifPresentOrElse(
                        deployment -> {
                            describe(deployment, text);
                            assertSigned(artifacts.published("spam").orElseThrow());
                        },
                        () -> text.append("no deployment"));
        Map<Integer, Object> stages = new TreeMap<>();
        for (VersionMetadata version : artifacts.versions("spam")) {
            assertThat(artifacts.source("spam", version.version()))
                    .isEqualTo(source(version.version()));
            if (version.stage() != null) {
                stages.put(version.version(), version.stage());
            }
        }
        if (!stages.isEmpty()) {
            text.append(", stages ").append(stages);
        }
        boolean changed = artifacts.task("spam").description().equals("Something else.");
        return text.append(changed ? ", task 2" : ", task 1").toString();
    }

    private static void describe(Deployment deployment, StringBuilder text) {
        assertThat(deployment.problem()).isEmpty();
        text.append("revision ").append(deployment.revision());
        deployment
                .versions()
                .forEach(v -> text.append(" v" + v.version() + " " + v.stage() + " " + v.share()));
    }

    private void assertSigned(ControlMessage message) {
        if (key.isPresent()) {
            VerificationKeys own = VerificationKeys.of(List.of(key.get().publicPem()));
            assertThat(own.problem(message.deployment(), message.signatures())).isEmpty();
        } else {
            assertThat(message.signatures()).isNull();
        }
    }

    private static int count(ArtifactRepository artifacts) {
        return artifacts.tasks().isEmpty() ? 0 : artifacts.versions("spam").size();
    }

    private void assertTidy(String folder, ArtifactRepository artifacts) throws IOException {
        DataDir data = DataDir.open(root.resolve(folder));
        try (Stream<Path> files = Files.walk(data.artifacts("spam"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(file -> file.endsWith(".tmp"));
        }
        Invariants.check(data, artifacts, "spam");
    }

    private static void versions(ArtifactRepository artifacts, int count) {
        artifacts.putTask(task("spam"));
        for (int i = 1; i <= count; i++) {
            artifacts.add("spam", source(i), "ecj");
        }
    }

    private static Arguments change(
            String name,
            Consumer<ArtifactRepository> prepare,
            Consumer<ArtifactRepository> change) {
        return Arguments.of(name, prepare, change);
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}

package io.loopai.service.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.loopai.service.db.Database;
import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.signature.SigningKey;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People decide in the data folder while, before and at the same time as the service does. */
class FolderImportTest {

    @TempDir private Path folder;
    private DataDir data;
    private ArtifactRepository artifacts;
    private DecisionCentre centre;
    private Deployments deployments;
    private final Remembered topic = new Remembered();

    @BeforeEach
    void decideInTheFolder() {
        data = DataDir.open(folder);
        artifacts = new ArtifactRepository(data);
        artifacts.putTask(Programs.task("t"));
        for (int number = 1; number <= 3; number++) {
            artifacts.add("t", Programs.source(number), "ecj");
        }
        open();
    }

    private void open() {
        centre = DecisionCentre.open(data, Optional.empty());
        centre.publishTo(topic);
        deployments = centre.deployments();
    }

    @AfterEach
    void close() {
        centre.close();
    }

    @Test
    void shouldTakeOverWhatWasThereBefore() {
        assertThat(deployments.versionNumbers("t")).containsExactly(1, 2, 3);
        assertThat(deployments.state("t").stageOf(1)).isEqualTo(Stage.ACTIVE);
        assertThat(deployments.history("t", 10))
                .extracting(DeploymentTable.Row::origin, DeploymentTable.Row::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                DeploymentTable.Origin.FOLDER, "decided in the data folder"));
        assertThat(topic.messages()).containsExactly(artifacts.published("t").orElseThrow());
    }

    @Test
    void shouldFollowTheFolderWhileItRuns() {
        artifacts.add("t", Programs.source(4), "ecj");
        artifacts.activate("t", 4);

        await().until(() -> topic.revisions("t").equals(List.of(1L, 2L)));
        assertThat(deployments.state("t").stageOf(4)).isEqualTo(Stage.ACTIVE);
        assertThat(deployments.version("t", 4).source()).isEqualTo(Programs.source(4));
    }

    @Test
    void shouldDecideOnTopOfWhatTheFolderDecidedAMomentAgo() {
        artifacts.activate("t", 2);

        assertThat(deployments.canary("t", 3, 0.5, "try it").revision()).isEqualTo(3);

        assertThat(deployments.state("t").stageOf(2)).isEqualTo(Stage.ACTIVE);
    }

    @Test
    void shouldTakeOverAnotherDescriptionOfATaskThatDoesNotRun() {
        artifacts.putTask(Programs.task("idle", "as it was"));
        await().until(() -> deployments.tasks().size() == 2);

        artifacts.putTask(Programs.task("idle", "as it is"));

        await().until(() -> deployments.find("idle").spec().description().equals("as it is"));
    }

    @Test
    void shouldPublishAnewWhatWasSignedMeanwhile() {
        artifacts.sign("t", SigningKey.create());

        await().until(() -> topic.messages().size() == 2);

        assertThat(topic.messages().get(1)).isEqualTo(artifacts.published("t").orElseThrow());
        assertThat(topic.messages().get(1).signatures()).isNotNull();
    }

    @Test
    void shouldLetTheServiceHoldWhenBothDecidedTheSameRevision() throws IOException {
        byte[] first = Files.readAllBytes(deployment());
        deployments.activate("t", 2, "decided here");
        await().until(() -> artifacts.deployment("t").get().revision() == 2);
        close();
        Files.write(deployment(), first);
        artifacts.activate("t", 3);

        open();

        await().until(() -> artifacts.deployment("t").get().revision() == 3);
        assertThat(deployments.state("t").stageOf(2)).isEqualTo(Stage.ACTIVE);
        assertThat(deployments.history("t", 1).get(0).reason())
                .isEqualTo(
                        "holds against a decision in the data folder that was taken at the same"
                                + " time");
        assertThat(topic.revisions("t")).containsExactly(1L, 2L, 3L);
        assertThat(artifacts.versions("t").get(1).stage()).isEqualTo(Stage.ACTIVE);
    }

    @Test
    void shouldBringAFolderThatWasPutBackUpToDate() throws IOException {
        byte[] first = Files.readAllBytes(deployment());
        deployments.activate("t", 2, "better");
        await().until(() -> artifacts.deployment("t").get().revision() == 2);

        Files.write(deployment(), first);

        await().until(() -> artifacts.deployment("t").get().revision() == 2);
        assertThat(deployments.find("t").revision()).isEqualTo(2);
    }

    @Test
    void shouldRebuildAFolderThatIsGone() throws IOException {
        deployments.activate("t", 2, "better");
        await().until(() -> artifacts.deployment("t").get().revision() == 2);
        close();
        removeFolder();

        open();

        awaitRebuilt(1, 2, 3);
    }

    @Test
    void shouldRebuildAFolderThatIsRemovedWhileItRuns() throws Exception {
        deployments.activate("t", 2, "better");
        await().until(() -> lagOfFolder().pending() == 0);
        removeFolder();

        deployments.addVersion("t", NewProgram.written(Programs.source(4)), "added");

        awaitRebuilt(1, 2, 3, 4);
        assertThat(artifacts.findTask("t")).contains(deployments.find("t").spec());
        artifacts.activate("t", 4);
        await().until(() -> deployments.find("t").revision() == 3);
    }

    @Test
    void shouldRebuildAFolderThatWasRemovedBeforeItWasTold() throws IOException {
        close();
        removeFolder();
        try (Database database = Database.open(data.root().resolve("service"))) {
            database.inTransaction(handle -> toldOfVersion(handle, 3));
        }

        open();

        awaitRebuilt(1, 2, 3);
    }

    @Test
    void shouldRebuildAFolderThatIsThereInPart() throws Exception {
        deployments.activate("t", 2, "better");
        await().until(() -> lagOfFolder().pending() == 0);
        removeFolder();
        artifacts.putTask(Programs.task("t"));

        deployments.activate("t", 3, "better still");

        awaitRebuilt(1, 2, 3);
    }

    private void removeFolder() throws IOException {
        try (Stream<Path> files = Files.walk(data.artifacts("t"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void awaitRebuilt(Integer... versions) {
        await().until(() -> artifacts.has("t") && artifacts.deployment("t").isPresent());
        await().until(() -> artifacts.versionNumbers("t").equals(List.of(versions)));
        assertThat(artifacts.published("t")).contains(deployments.history("t", 1).get(0).message());
    }

    /** As if the folder had still to be told of it. */
    private static Void toldOfVersion(Handle handle, int version) {
        Outbox.add(handle, FolderProjection.NAME, "t", Outbox.Kind.VERSION, version);
        return null;
    }

    @Test
    void shouldGoOnWithTheOthersWhenOneIsDamaged() throws IOException {
        damage(deployment());
        artifacts.putTask(Programs.task("other"));
        artifacts.add("other", Programs.source(1), "ecj");

        await().until(() -> topic.revisions("other").equals(List.of(1L)));
        assertThat(deployments.state("t").stageOf(1)).isEqualTo(Stage.ACTIVE);
    }

    @Test
    void shouldGoOnWithTheOthersHoweverMuchWaitsForADamagedOne() throws Exception {
        damage(deployment());
        centre.database()
                .inTransaction(
                        handle -> {
                            IntStream.range(0, 500).forEach(i -> toldOfVersion(handle, 1));
                            return null;
                        });

        deployments.createTask(Programs.task("other"), null);
        deployments.addVersion("other", NewProgram.written(Programs.source(1)), "added");

        await().until(() -> artifacts.has("other") && artifacts.deployment("other").isPresent());
    }

    @Test
    void shouldSayWhichTasksFolderDoesNotFollow() throws IOException {
        byte[] good = Files.readAllBytes(deployment());
        damage(deployment());
        String damage = catchThrowable(() -> artifacts.deployment("t")).getMessage();

        deployments.activate("t", 2, "better");

        DecisionCentre.Lag behind =
                new DecisionCentre.Lag(
                        FolderProjection.NAME,
                        1,
                        "The data folder does not follow the task 't', and what is decided there"
                                + " has no effect: "
                                + damage);
        await().untilAsserted(() -> assertThat(lagOfFolder()).isEqualTo(behind));
        assertThat(damage)
                .startsWith(deployment() + ": is damaged: ")
                .contains("; put it back from a copy.");

        Files.write(deployment(), good);

        await().until(() -> artifacts.deployment("t").get().revision() == 2);
        await().until(() -> lagOfFolder().problem() == null);
    }

    @Test
    void shouldSayWhichTasksFolderIsNotTakenOver() throws IOException {
        Path metadata = data.artifacts("t").resolve("v1").resolve("metadata.json");
        byte[] good = Files.readAllBytes(metadata);
        damage(metadata);

        artifacts.activate("t", 2);

        await().until(() -> lagOfFolder().problem() != null);
        assertThat(lagOfFolder())
                .isEqualTo(
                        new DecisionCentre.Lag(
                                FolderProjection.NAME,
                                0,
                                "Task 't' keeps what runs: "
                                        + metadata
                                        + ": does not describe v1 completely; put it back from a"
                                        + " copy, or remove the version's folder and store its"
                                        + " source again"));

        Files.write(metadata, good);

        await().until(() -> deployments.find("t").revision() == 2);
        await().until(() -> lagOfFolder().problem() == null);
    }

    @Test
    void shouldNotGoOnAboutAFolderThatIsGone() throws IOException {
        damage(deployment());
        await().until(() -> lagOfFolder().problem() != null);

        removeFolder();

        await().until(() -> lagOfFolder().problem() == null);
    }

    /** As all that writes there does: so that the folder has another time. */
    private void damage(Path file) throws IOException {
        Path damaged = folder.resolve("damaged.json");
        Files.writeString(damaged, "{}");
        Files.move(damaged, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private DecisionCentre.Lag lagOfFolder() {
        return centre.lags().get(0);
    }

    private Path deployment() {
        return data.artifacts("t").resolve("deployment.json");
    }
}

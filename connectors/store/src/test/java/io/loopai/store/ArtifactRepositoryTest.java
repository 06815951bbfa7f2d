package io.loopai.store;

import static io.loopai.store.Fixtures.activeLink;
import static io.loopai.store.Fixtures.source;
import static io.loopai.store.Fixtures.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactRepositoryTest {

    @TempDir Path root;

    private DataDir data;
    private ArtifactRepository artifacts;

    @BeforeEach
    void open() {
        data = DataDir.open(root);
        artifacts = new ArtifactRepository(data);
    }

    @Test
    void shouldHoldNothingAtFirst() {
        assertThat(artifacts.tasks()).isEmpty();
        assertThat(artifacts.findTask("spam")).isEmpty();
    }

    @Test
    void shouldKeepTasks() {
        artifacts.putTask(task("spam"));
        artifacts.putTask(task("Intent.v2"));

        assertThat(artifacts.tasks()).containsExactly("Intent.v2", "spam");
        assertThat(artifacts.task("spam")).isEqualTo(task("spam"));
        assertThat(artifacts.deployment("spam")).isEmpty();
        assertThat(artifacts.versions("spam")).isEmpty();
    }

    @Test
    void shouldActivateTheFirstVersionAtOnce() throws IOException {
        artifacts.putTask(task("spam"));

        AddResult result = artifacts.add("spam", source(1), "ecj");

        assertThat(result.added()).isTrue();
        assertThat(result.metadata())
                .isEqualTo(
                        new VersionMetadata(
                                1,
                                LiveVersion.hashOf(source(1)),
                                "ecj",
                                Stage.ACTIVE,
                                result.metadata().createdAt(),
                                result.metadata().activatedAt(),
                                source(1).length() + 2,
                                null));
        assertThat(result.metadata().createdAt()).isNotNull();
        assertThat(result.metadata().activatedAt()).isNotNull();
        Deployment deployment = deployment();
        assertThat(deployment.revision()).isEqualTo(1);
        assertThat(deployment.spec()).isEqualTo(task("spam"));
        assertThat(deployment.versions())
                .containsExactly(
                        new LiveVersion(
                                1,
                                Stage.ACTIVE,
                                1,
                                LiveVersion.hashOf(source(1)),
                                "ecj",
                                source(1)));
        assertThat(deployment.problem()).isEmpty();
        assertThat(activeLink(data, "spam")).isEqualTo("v1");
    }

    @Test
    void shouldKeepHowAVersionCameToBe() throws IOException {
        artifacts.putTask(task("spam"));
        JsonNode generation = Json.MAPPER.readTree("{\"strategy\":\"learned\",\"cost_usd\":0.5}");

        artifacts.add("spam", source(1), "ecj", generation);
        artifacts.add("spam", source(2), "ecj");
        artifacts.activate("spam", 2);

        assertThat(artifacts.versions("spam"))
                .extracting(VersionMetadata::generation)
                .containsExactly(generation, null);
        assertThat(
                        Json.MAPPER
                                .readTree(root.resolve("artifacts/spam/v1/metadata.json").toFile())
                                .get("generation"))
                .isEqualTo(generation);
    }

    @Test
    void shouldKeepWhatWasFirstSaidOfASource() throws IOException {
        artifacts.putTask(task("spam"));
        artifacts.add("spam", source(1), "ecj");

        artifacts.add("spam", source(1), "ecj", Json.MAPPER.readTree("{\"strategy\":\"llm\"}"));

        assertThat(artifacts.versions("spam"))
                .extracting(VersionMetadata::generation)
                .containsOnlyNulls();
    }

    @Test
    void shouldLayTheFilesOutForPeopleAndTools() throws IOException {
        versions(1);
        Path folder = root.resolve("artifacts/spam");

        assertThat(folder.resolve("active/Program.java")).hasContent(source(1));
        assertThat(Json.MAPPER.readTree(folder.resolve("v1/metadata.json").toFile()).fieldNames())
                .toIterable()
                .containsExactly(
                        "version",
                        "hash",
                        "compiler",
                        "stage",
                        "created_at",
                        "activated_at",
                        "source_bytes");
        assertThat(Json.read(Files.readAllBytes(deploymentFile()), Deployment.class))
                .isEqualTo(deployment());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            ".lock", "active", "deployment.json", "task.json", "v1");
        }
    }

    @Test
    void shouldOnlyStoreLaterVersions() {
        versions(2);

        assertThat(deployment().revision()).isEqualTo(1);
        assertStages(null, Stage.ACTIVE);
        assertThat(artifacts.source("spam", 2)).isEqualTo(source(2));
    }

    @Test
    void shouldNotStoreTheSameSourceTwice() {
        versions(2);

        AddResult again = artifacts.add("spam", source(2), "janino");

        assertThat(again.added()).isFalse();
        assertThat(again.metadata().version()).isEqualTo(2);
        assertThat(artifacts.versions("spam")).hasSize(2);
    }

    @Test
    void shouldRefuseASourceThatIsTooLong() {
        artifacts.putTask(task("spam"));
        artifacts.add("spam", "x".repeat(512 * 1024), "ecj");

        assertRefused(
                () -> artifacts.add("spam", "ü".repeat(256 * 1024) + "x", "ecj"),
                "the source of a program for 'spam' has 524289 bytes, but may have at most 524288;"
                        + " move its data into fewer or shorter constants");
        assertThat(artifacts.versions("spam")).hasSize(1);
    }

    @Test
    void shouldActivateAnotherVersion() throws IOException {
        versions(2);

        Deployment deployment = artifacts.activate("spam", 2);

        assertThat(deployment).isEqualTo(deployment());
        assertThat(deployment.revision()).isEqualTo(2);
        assertLive("v2 ACTIVE 1.0", "v1 stands by");
        assertStages(Stage.ACTIVE, Stage.RETIRED);
        assertThat(activeLink(data, "spam")).isEqualTo("v2");
    }

    @Test
    void shouldChangeNothingWhenTheVersionIsActiveAlready() {
        versions(2);
        Deployment before = artifacts.canary("spam", 2, 0.25);

        assertThat(artifacts.activate("spam", 1)).isEqualTo(before).isEqualTo(deployment());
    }

    @Test
    void shouldRunACanaryAndShadowsBesideTheActiveVersion() {
        versions(3);

        artifacts.shadow("spam", 3, 1);
        artifacts.canary("spam", 2, 0.05);

        assertLive("v1 ACTIVE 1.0", "v2 CANARY 0.05", "v3 SHADOW 1.0");
        assertThat(deployment().revision()).isEqualTo(3);
        assertThat(deployment().problem()).isEmpty();
    }

    @Test
    void shouldGrowACanaryAndPromoteIt() {
        versions(2);
        artifacts.shadow("spam", 2, 1);
        artifacts.canary("spam", 2, 0.05);
        artifacts.canary("spam", 2, 0.25);
        artifacts.canary("spam", 2, 0.25);
        assertLive("v1 ACTIVE 1.0", "v2 CANARY 0.25");
        assertThat(deployment().revision()).isEqualTo(4);

        artifacts.activate("spam", 2);

        assertLive("v2 ACTIVE 1.0", "v1 stands by");
        assertStages(Stage.ACTIVE, Stage.RETIRED);
    }

    @Test
    void shouldLetACanaryTakeThePlaceOfAnother() {
        versions(3);
        artifacts.canary("spam", 2, 0.5);

        artifacts.canary("spam", 3, 0.05);

        assertLive("v1 ACTIVE 1.0", "v3 CANARY 0.05");
        assertStages(Stage.CANARY, null, Stage.ACTIVE);
    }

    @Test
    void shouldEndACanaryButNoShadowWhenAnotherVersionBecomesActive() {
        versions(4);
        artifacts.canary("spam", 2, 0.5);
        artifacts.shadow("spam", 3, 0.5);

        artifacts.activate("spam", 4);

        assertLive("v4 ACTIVE 1.0", "v3 SHADOW 0.5", "v1 stands by");
        assertStages(Stage.ACTIVE, Stage.SHADOW, null, Stage.RETIRED);
    }

    @Test
    void shouldWithdrawAChallenger() {
        versions(2);
        artifacts.canary("spam", 2, 0.5);

        artifacts.withdraw("spam", 2);

        assertLive("v1 ACTIVE 1.0");
        assertStages(Stage.ROLLED_BACK, Stage.ACTIVE);
        assertThat(artifacts.withdraw("spam", 2).revision()).isEqualTo(3);
        assertRefused(
                () -> artifacts.withdraw("spam", 1),
                "v1 of 'spam' is active and cannot be withdrawn; roll back, activate another"
                        + " version, or retire the task");
    }

    @Test
    void shouldRefuseAFourthLiveVersion() {
        versions(4);
        artifacts.canary("spam", 2, 0.5);
        artifacts.shadow("spam", 3, 1);

        assertRefused(
                () -> artifacts.shadow("spam", 4, 1),
                "v4 of 'spam' would be one live version too many: v1, v2, v3 are live and 3 may be;"
                        + " withdraw one of them first");
        assertThat(deployment().revision()).isEqualTo(3);
    }

    @Test
    void shouldRefuseAnImpossibleChallenger() {
        versions(2);

        assertRefused(
                () -> artifacts.canary("spam", 1, 0.5),
                "v1 of 'spam' is the active version and cannot challenge itself; name another one");
        assertRefused(
                () -> artifacts.canary("spam", 2, 1.5),
                "the share of v2 of 'spam' must be a number from 0 to 1, but is 1.5");
        assertRefused(
                () -> artifacts.shadow("spam", 2, Double.NaN),
                "the share of v2 of 'spam' must be a number from 0 to 1, but is NaN");
        artifacts.retire("spam");
        assertRefused(
                () -> artifacts.canary("spam", 2, 0.5),
                "no version of 'spam' is active; activate one first");
    }

    @Test
    void shouldRollBackStepByStepPassingOverWithdrawnVersions() {
        versions(3);
        artifacts.activate("spam", 2);
        artifacts.activate("spam", 3);

        artifacts.rollback("spam", OptionalInt.empty());
        assertStages(Stage.ROLLED_BACK, Stage.ACTIVE, Stage.RETIRED);

        artifacts.rollback("spam", OptionalInt.empty());
        assertStages(Stage.ROLLED_BACK, Stage.ROLLED_BACK, Stage.ACTIVE);
        assertThat(deployment().revision()).isEqualTo(5);

        assertRefused(
                () -> artifacts.rollback("spam", OptionalInt.empty()),
                "no version of 'spam' was active before v1; name the version to go back to, one of"
                        + " v1, v2, v3");
    }

    @Test
    void shouldRollBackToWhatWasActiveLastAndNotToTheHighestNumber() {
        versions(3);
        artifacts.activate("spam", 3);
        artifacts.activate("spam", 1);
        artifacts.activate("spam", 2);
        // A shadow that was active long ago is not what was active last.
        artifacts.shadow("spam", 3, 1);

        artifacts.rollback("spam", OptionalInt.empty());

        assertLive("v1 ACTIVE 1.0", "v3 SHADOW 1.0");
    }

    @Test
    void shouldRollBackToAGivenVersion() {
        versions(3);
        artifacts.activate("spam", 2);
        artifacts.canary("spam", 3, 0.5);

        artifacts.rollback("spam", OptionalInt.of(1));

        assertLive("v1 ACTIVE 1.0");
        assertStages(null, Stage.ROLLED_BACK, Stage.ACTIVE);
        assertRefused(
                () -> artifacts.rollback("spam", OptionalInt.of(1)),
                "v1 of 'spam' is the active version; name another one to go back to");
    }

    @Test
    void shouldRetireATaskAndTakeItUpAgain() throws IOException {
        versions(2);

        Deployment retired = artifacts.retire("spam");

        assertThat(retired.isRetired()).isTrue();
        assertThat(retired.revision()).isEqualTo(2);
        assertThat(retired).isEqualTo(artifacts.retire("spam"));
        assertThat(artifacts.deployment("spam")).contains(retired);
        assertStages(null, Stage.RETIRED);
        assertThat(activeLink(data, "spam")).isEmpty();
        assertThat(artifacts.task("spam")).isEqualTo(task("spam"));

        artifacts.add("spam", source(3), "ecj");
        assertThat(deployment().isRetired()).isTrue();
        assertThat(artifacts.activate("spam", 2).revision()).isEqualTo(3);
        assertThat(deployment().spec()).isEqualTo(task("spam"));
    }

    @Test
    void shouldPublishAChangedTask() {
        versions(1);
        artifacts.putTask(task("spam"));
        assertThat(deployment().revision()).isEqualTo(1);

        artifacts.putTask(task("spam", "Something else."));

        assertThat(deployment().revision()).isEqualTo(2);
        assertThat(deployment().spec().description()).isEqualTo("Something else.");
        assertThat(artifacts.task("spam")).isEqualTo(task("spam", "Something else."));
        assertLive("v1 ACTIVE 1.0");
        artifacts.retire("spam");
        assertThat(artifacts.task("spam")).isEqualTo(task("spam", "Something else."));
    }

    @Test
    void shouldNameWhatIsKnown() {
        assertMissing(
                () -> artifacts.task("spam"),
                "there is no task 'spam' in "
                        + root.resolve("artifacts")
                        + "; there are no tasks yet; store one with 'loopai generate --task FILE'"
                        + " or 'loopai program add --task FILE'");
        artifacts.putTask(task("spam"));
        artifacts.putTask(task("intent"));
        String noSuchTask =
                "there is no task 'spma' in "
                        + root.resolve("artifacts")
                        + "; known tasks: intent, spam";
        assertMissing(() -> artifacts.task("spma"), noSuchTask);
        assertMissing(() -> artifacts.add("spma", source(1), "ecj"), noSuchTask);
        assertMissing(() -> artifacts.deployment("spma"), noSuchTask);
        assertMissing(() -> artifacts.versions("spma"), noSuchTask);
        assertThat(root.resolve("artifacts/spma")).doesNotExist();

        assertMissing(
                () -> artifacts.activate("spam", 1),
                "there is no v1 of 'spam'; no version is stored yet; make one with 'loopai"
                        + " generate' or 'loopai program add'");
        versions(2);
        assertMissing(
                () -> artifacts.activate("spam", 7),
                "there is no v7 of 'spam'; stored versions: v1, v2");
        assertMissing(
                () -> artifacts.source("spam", 7),
                "there is no v7 of 'spam'; stored versions: v1, v2");
    }

    @Test
    void shouldNotFollowAnIdOutOfTheFolder() {
        assertMissing(
                () -> artifacts.source("../x", 1),
                "there is no task '../x' in "
                        + root.resolve("artifacts")
                        + "; there are no tasks yet; store one with 'loopai generate --task FILE'"
                        + " or 'loopai program add --task FILE'");
    }

    @Test
    void shouldIgnoreUnknownFields() throws IOException {
        versions(1);
        for (String name : new String[] {"task.json", "deployment.json", "v1/metadata.json"}) {
            Path file = root.resolve("artifacts/spam").resolve(name);
            Files.writeString(
                    file, Files.readString(file).replaceFirst("\\{", "{\"newer\": [1], "));
        }

        assertThat(artifacts.task("spam")).isEqualTo(task("spam"));
        assertThat(artifacts.activate("spam", 1).revision()).isEqualTo(1);
        artifacts.retire("spam");
        assertThat(artifacts.task("spam")).isEqualTo(task("spam"));
        assertStages(Stage.RETIRED);
    }

    @Test
    void shouldNameADamagedDeployment() throws IOException {
        versions(1);
        String content = Files.readString(deploymentFile());
        String advice =
                "; put it back from a copy. Without it the task starts again at revision 1, which"
                        + " running jobs ignore until they are restarted";

        Files.writeString(deploymentFile(), "[]");
        assertCorrupt(
                () -> artifacts.deployment("spam"),
                deploymentFile() + ": is damaged: it is no JSON object" + advice);

        Files.writeString(deploymentFile(), content.substring(0, content.length() / 2));
        assertThatThrownBy(() -> artifacts.deployment("spam"))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageStartingWith(deploymentFile() + ": is damaged: Unexpected end-of-input")
                .hasMessageEndingWith(advice);

        Files.writeString(deploymentFile(), content.replace("class P", "class Q"));
        assertCorrupt(
                () -> artifacts.retire("spam"),
                deploymentFile()
                        + ": is damaged: versions: v1 does not match its hash: the source was"
                        + " changed on its way"
                        + advice);

        Files.createDirectories(root.resolve("artifacts/other"));
        Path copied = root.resolve("artifacts/other/deployment.json");
        Files.writeString(copied, content);
        assertCorrupt(
                () -> artifacts.deployment("other"),
                copied + ": is damaged: it is of the task 'spam'" + advice);
    }

    @Test
    void shouldNameADamagedTaskAndTakeItsReplacement() throws IOException {
        artifacts.putTask(task("spam"));
        Path file = root.resolve("artifacts/spam/task.json");

        Files.writeString(file, "{ not json");
        assertThatThrownBy(() -> artifacts.task("spam"))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageStartingWith(file + ": is damaged: Unexpected character ('n'")
                .hasMessageEndingWith(
                        "; put the task again from its task file, with 'loopai program add --task"
                                + " FILE --source PROGRAM'");

        Files.writeString(file, "{\"id\": \"spam\", \"examples\": []}");
        assertCorrupt(
                () -> artifacts.task("spam"),
                file
                        + ": is damaged: the task: input_schema: is missing"
                        + "; put the task again from its task file, with 'loopai program add --task"
                        + " FILE --source PROGRAM'");

        artifacts.putTask(task("spam"));
        assertThat(artifacts.task("spam")).isEqualTo(task("spam"));
    }

    @Test
    void shouldRefuseAProgramThatWasEdited() throws IOException {
        versions(2);
        Path file = root.resolve("artifacts/spam/v2/Program.java");

        Files.writeString(file, "edited");
        assertCorrupt(
                () -> artifacts.activate("spam", 2),
                file
                        + ": was changed after it was stored; put the original back from a copy, or"
                        + " store the new source as a version of its own");
        Files.delete(file);
        assertCorrupt(
                () -> artifacts.source("spam", 2),
                file
                        + ": is missing; put the original back from a copy, or store the new source"
                        + " as a version of its own");
        assertThat(deployment().revision()).isEqualTo(1);
    }

    @Test
    void shouldNameDamagedMetadata() throws IOException {
        versions(2);
        Path file = root.resolve("artifacts/spam/v2/metadata.json");
        String advice =
                "; put it back from a copy, or remove the version's folder and store its source"
                        + " again";

        Files.writeString(file, "{}");
        assertCorrupt(
                () -> artifacts.versions("spam"),
                file + ": does not describe v2 completely" + advice);
        Files.delete(file);
        assertCorrupt(() -> artifacts.versions("spam"), file + ": is missing" + advice);
        // What runs is not affected.
        assertThat(artifacts.retire("spam").isRetired()).isTrue();
    }

    @Test
    void shouldNotReuseTheNumberOfARemovedVersion() throws IOException {
        versions(2);
        artifacts.activate("spam", 2);
        artifacts.activate("spam", 1);
        Files.delete(root.resolve("artifacts/spam/v2/Program.java"));
        Files.delete(root.resolve("artifacts/spam/v2/metadata.json"));
        Files.delete(root.resolve("artifacts/spam/v2"));

        assertThat(artifacts.add("spam", source(3), "ecj").metadata().version()).isEqualTo(3);
    }

    @Test
    void shouldWriteTheNameWhereTheFileSystemHasNoLinks() throws IOException {
        ArtifactRepository withoutLinks =
                new ArtifactRepository(
                        data,
                        Optional.empty(),
                        (step, path) -> {
                            if (step.equals("link")) {
                                throw new FileSystemException(
                                        path.toString(), null, "Operation not permitted");
                            }
                        });
        withoutLinks.putTask(task("spam"));
        withoutLinks.add("spam", source(1), "ecj");

        assertThat(root.resolve("artifacts/spam/active")).isRegularFile().hasContent("v1\n");
        withoutLinks.retire("spam");
        assertThat(root.resolve("artifacts/spam/active")).doesNotExist();
    }

    @Test
    void shouldSayWhatCannotBeWritten() {
        versions(2);
        ArtifactRepository full =
                new ArtifactRepository(
                        data,
                        Optional.empty(),
                        (step, path) -> {
                            if (step.equals("write")) {
                                throw new IOException("No space left on device");
                            }
                        });

        assertRefused(
                () -> full.activate("spam", 2),
                deploymentFile()
                        + ": cannot be written: No space left on device; check its owner, its"
                        + " permissions and the free space");
        assertStages(null, Stage.ACTIVE);
    }

    private void versions(int count) {
        artifacts.putTask(task("spam"));
        for (int i = 1; i <= count; i++) {
            artifacts.add("spam", source(i), "ecj");
        }
    }

    private Deployment deployment() {
        return artifacts.deployment("spam").orElseThrow();
    }

    private Path deploymentFile() {
        return root.resolve("artifacts/spam/deployment.json");
    }

    private void assertLive(String... versions) {
        assertThat(deployment().versions()).extracting(this::describe).containsExactly(versions);
    }

    private String describe(LiveVersion version) {
        return "v"
                + version.version()
                + (deployment().onlyStandsBy(version)
                        ? " stands by"
                        : " " + version.stage() + " " + version.share());
    }

    /** Newest version first, as read back and as written for people. */
    private void assertStages(Stage... newestFirst) {
        int newest = newestFirst.length;
        for (int i = 0; i < newest; i++) {
            int version = newest - i;
            VersionMetadata metadata = artifacts.versions("spam").get(version - 1);
            assertThat(metadata)
                    .extracting(VersionMetadata::version, VersionMetadata::stage)
                    .isEqualTo(tuple(version, newestFirst[i]).toList());
            assertThat(stored(version)).isEqualTo(metadata);
        }
    }

    private VersionMetadata stored(int version) {
        try {
            Path file = root.resolve("artifacts/spam/v" + version + "/metadata.json");
            return Json.read(Files.readAllBytes(file), VersionMetadata.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(ArtifactException.class).hasMessage(message);
    }

    private static void assertMissing(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(NoSuchArtifactException.class).hasMessage(message);
    }

    private static void assertCorrupt(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CorruptArtifactException.class).hasMessage(message);
    }
}

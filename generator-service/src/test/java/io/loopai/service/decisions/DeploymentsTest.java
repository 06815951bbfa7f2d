package io.loopai.service.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.TaskTable;
import io.loopai.service.db.VersionTable;
import io.loopai.signature.SigningKey;
import io.loopai.signature.VerificationKeys;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.store.NoSuchArtifactException;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions in the database, and where they go from there. */
class DeploymentsTest {

    @TempDir private Path folder;
    private DataDir data;
    private ArtifactRepository artifacts;
    private DecisionCentre centre;
    private Deployments deployments;
    private final Remembered topic = new Remembered();

    @BeforeEach
    void open() {
        data = DataDir.open(folder);
        artifacts = new ArtifactRepository(data);
        open(Optional.empty());
    }

    private void open(Optional<SigningKey> key) {
        centre = DecisionCentre.open(data, key);
        centre.publishTo(topic);
        deployments = centre.deployments();
    }

    @AfterEach
    void close() {
        centre.close();
    }

    private void add(int... numbers) throws ProgramRejectedException {
        for (int number : numbers) {
            deployments.addVersion("t", NewProgram.written(Programs.source(number)), "added");
        }
    }

    private void createdWith(int... numbers) throws ProgramRejectedException {
        deployments.createTask(Programs.task("t"), null);
        add(numbers);
    }

    @Test
    void shouldActivateTheFirstProgram() throws ProgramRejectedException {
        createdWith(1, 2);

        assertThat(deployments.state("t").stageOf(1)).isEqualTo(Stage.ACTIVE);
        assertThat(deployments.state("t").stageOf(2)).isNull();
        assertThat(deployments.find("t").revision()).isEqualTo(1);
        assertThat(deployments.versions("t"))
                .extracting(VersionTable.Row::version)
                .containsExactly(1, 2);
    }

    @Test
    void shouldWriteEveryDecisionWithItsReason() throws ProgramRejectedException {
        createdWith(1, 2);
        deployments.shadow("t", 2, 1, "let it run beside");
        deployments.canary("t", 2, 0.25, "97% on 400 rows");
        deployments.activate("t", 2, "better");
        deployments.rollback("t", OptionalInt.empty(), "worse after all");
        deployments.retire("t", "nobody needs it");

        assertThat(deployments.history("t", 100))
                .extracting(DeploymentTable.Row::revision, DeploymentTable.Row::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(6L, "nobody needs it"),
                        org.assertj.core.groups.Tuple.tuple(5L, "worse after all"),
                        org.assertj.core.groups.Tuple.tuple(4L, "better"),
                        org.assertj.core.groups.Tuple.tuple(3L, "97% on 400 rows"),
                        org.assertj.core.groups.Tuple.tuple(2L, "let it run beside"),
                        org.assertj.core.groups.Tuple.tuple(1L, "added"));
        assertThat(deployments.state("t").stageOf(2)).isEqualTo(Stage.ROLLED_BACK);
    }

    @Test
    void shouldGoAboveWhatTheTopicHasOfAnotherDataFolder() throws ProgramRejectedException {
        createdWith(1, 2);
        deployments.activate("t", 2, "better");
        await().until(() -> topic.revisions("t").equals(List.of(1L, 2L)));
        close();

        data = DataDir.open(folder.resolve("new"));
        artifacts = new ArtifactRepository(data);
        open(Optional.empty());
        assertThat(centre.unknownTasks()).containsExactly("t");
        createdWith(7);

        assertThat(centre.unknownTasks()).isEmpty();
        assertThat(deployments.find("t").revision()).isEqualTo(3);
        await().until(() -> topic.revisions("t").equals(List.of(1L, 2L, 3L)));
        assertThat(topic.messages().get(2).read().versions().get(0).source())
                .isEqualTo(Programs.source(7));
    }

    @Test
    void shouldLiftWhatAFolderDecidedBelowTheTopicAtTheStartAndLater()
            throws ProgramRejectedException {
        createdWith(1, 2);
        deployments.activate("t", 2, "better");
        await().until(() -> topic.revisions("t").equals(List.of(1L, 2L)));
        close();

        data = DataDir.open(folder.resolve("new"));
        artifacts = new ArtifactRepository(data);
        artifacts.putTask(Programs.task("t"));
        artifacts.putTask(Programs.task("u"));
        artifacts.activate("t", addToFolder("t", 7));
        artifacts.activate("t", addToFolder("t", 8)); // revision 2, as in the topic
        open(Optional.empty());

        assertThat(topic.revisions("t")).containsExactly(1L, 2L, 3L);
        assertThat(topic.messages().get(2).read().versions().get(0).source())
                .isEqualTo(Programs.source(8));
        assertThat(deployments.history("t", 1).get(0).reason())
                .isEqualTo("revision 2 again, above revision 2, which was decided elsewhere");
        await().until(() -> artifacts.deployment("t").get().revision() == 3);
        close();

        open(Optional.empty()); // nothing is lifted twice
        assertThat(topic.revisions("t")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldSayThatItCannotGoAboveTheTopicWithoutTheKey() throws Exception {
        SigningKey key = SigningKey.create();
        close();
        open(Optional.of(key));
        createdWith(1);
        close();
        ControlMessage signed = topic.messages().get(0);
        topic.publish(
                List.of(
                        new ControlMessage(
                                signed.deployment().replace("\"revision\" : 1", "\"revision\" : 9"),
                                null)));

        centre = DecisionCentre.open(data, Optional.empty());
        assertThatThrownBy(() -> centre.publishTo(topic))
                .isInstanceOf(DecisionRefusedException.class)
                .hasMessage(
                        "revision 1 of 't' does not run: the jobs have heard of revision 9, which was"
                                + " not decided here. To go above it, a decision has to be made anew,"
                                + " but revision 1 of 't' is signed, and this change would not be;"
                                + " start the service with the signing key (--signing-key)");
        close();
        open(Optional.of(key));
        assertThat(deployments.find("t").revision()).isEqualTo(10);
    }

    private int addToFolder(String task, int number) throws ProgramRejectedException {
        return artifacts.add(task, Programs.source(number), "ecj").metadata().version();
    }

    @Test
    void shouldTellTopicAndFolderTheSameBytes() throws ProgramRejectedException {
        createdWith(1, 2);
        deployments.activate("t", 2, "better");

        await().until(() -> topic.revisions("t").equals(List.of(1L, 2L)));
        await().until(() -> artifacts.has("t") && artifacts.deployment("t").isPresent());
        await().until(() -> artifacts.deployment("t").get().revision() == 2);
        ControlMessage decided = deployments.history("t", 1).get(0).message();
        assertThat(topic.messages().get(1)).isEqualTo(decided);
        assertThat(artifacts.published("t")).contains(decided);
        assertThat(artifacts.source("t", 2)).isEqualTo(Programs.source(2));
    }

    @Test
    void shouldPublishOtherTasksWhenOneIsTooLarge() throws ProgramRejectedException {
        topic.refuse(each -> each.task().equals("t") && each.revision() == 2);
        createdWith(1, 2);
        deployments.activate("t", 2, "too large");
        deployments.createTask(Programs.task("u"), null);
        deployments.addVersion("u", NewProgram.written(Programs.source(3)), "added");

        await().until(() -> topic.revisions("u").equals(List.of(1L)));
        await().until(() -> lagOfTopic().problem() != null);
        assertThat(lagOfTopic())
                .isEqualTo(
                        new DecisionCentre.Lag(
                                "kafka",
                                1,
                                "'kafka' does not get revision 2 of 't', and the jobs go on with"
                                        + " what they have: too large"));
        close();
        open(Optional.empty()); // starts all the same
        deployments.activate("t", 1, "small again");

        await().until(() -> topic.revisions("t").equals(List.of(1L, 3L)));
        await().until(() -> lagOfTopic().problem() == null);
        assertThat(lagOfTopic().pending()).isZero();
    }

    private DecisionCentre.Lag lagOfTopic() {
        return centre.lags().stream()
                .filter(lag -> lag.projection().equals("kafka"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldChangeNothingWhenNothingChanges() throws ProgramRejectedException {
        createdWith(1, 1);

        deployments.activate("t", 1, "again");

        assertThat(deployments.find("t").revision()).isEqualTo(1);
        assertThat(deployments.versions("t")).hasSize(1);
    }

    @Test
    void shouldGiveWhatRunsTheNewDescription() throws ProgramRejectedException {
        createdWith(1);

        TaskTable.Row changed = deployments.updateTask(Programs.task("t", "new"), "clearer");

        assertThat(changed.revision()).isEqualTo(2);
        assertThat(deployments.state("t").deployment().spec().description()).isEqualTo("new");
    }

    @Test
    void shouldStoreATaskInTheFolderBeforeItRuns() {
        deployments.createTask(Programs.task("t", "as it was"), null);
        deployments.updateTask(Programs.task("t", "as it is"), "clearer");

        await().until(() -> artifacts.findTask("t").isPresent());
        await().until(() -> artifacts.task("t").description().equals("as it is"));
        assertThat(deployments.find("t").revision()).isZero();
        assertThat(artifacts.deployment("t")).isEmpty();
    }

    @Test
    void shouldSayWhatIsNotThere() throws ProgramRejectedException {
        assertThatThrownBy(() -> deployments.activate("t", 1, "why not"))
                .isInstanceOf(NoSuchTaskException.class)
                .hasMessage("there is no task 't'; GET /api/v1/tasks lists those that there are");
        createdWith(1);
        assertThatThrownBy(() -> deployments.activate("t", 7, "why not"))
                .isInstanceOf(NoSuchArtifactException.class)
                .hasMessage("there is no v7 of 't'; stored versions: v1");
        assertThatThrownBy(() -> deployments.canary("t", 1, 0.5, "why not"))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(
                        "v1 of 't' is the active version and cannot challenge itself; name another"
                                + " one");
        assertThatThrownBy(() -> deployments.createTask(Programs.task("t"), null))
                .isInstanceOf(TaskExistsException.class)
                .hasMessage("there is a task 't' already");
    }

    @Test
    void shouldRefuseTwoTasksOfOneName() {
        deployments.createTask(Programs.task("a"), "Spam");

        assertThatThrownBy(() -> deployments.createTask(Programs.task("b"), "Spam"))
                .isInstanceOf(TaskExistsException.class)
                .hasMessage("there is a task with the name 'Spam' already");
        assertThat(deployments.tasks()).hasSize(1);
    }

    @Test
    void shouldStoreNothingThatTheSandboxRefuses() throws ProgramRejectedException {
        createdWith(1);
        String hostile = Programs.source(2).replace("return", "System.exit(1); return");

        assertThatThrownBy(() -> deployments.addVersion("t", NewProgram.written(hostile), "try it"))
                .isInstanceOf(ProgramRejectedException.class);

        assertThat(deployments.versions("t")).hasSize(1);
    }

    @Test
    void shouldDecideWhileTheTopicIsAway() throws ProgramRejectedException {
        createdWith(1, 2);
        await().until(() -> topic.revisions("t").equals(List.of(1L)));
        topic.fail("the broker is away");

        deployments.activate("t", 2, "better");
        deployments.activate("t", 1, "or not");

        await().until(() -> artifacts.deployment("t").get().revision() == 3);
        await().until(
                        () ->
                                centre.lags().stream()
                                        .anyMatch(
                                                lag -> "the broker is away".equals(lag.problem())));
        topic.fail(null);
        await().until(() -> topic.revisions("t").equals(List.of(1L, 2L, 3L)));
    }

    @Test
    void shouldFillATopicThatIsNew() throws ProgramRejectedException {
        createdWith(1, 2);
        deployments.activate("t", 2, "better");
        close();
        topic.forget();

        open(Optional.empty());

        assertThat(topic.revisions("t")).containsExactly(2L);
    }

    @Test
    void shouldSignAndGoOnSigning() throws ProgramRejectedException {
        close();
        SigningKey key = SigningKey.create();
        open(Optional.of(key));
        createdWith(1, 2);
        Deployment second = deployments.activate("t", 2, "better");

        VerificationKeys trusted = VerificationKeys.of(List.of(key.publicPem()));
        ControlMessage message = deployments.history("t", 1).get(0).message();
        assertThat(second.revision()).isEqualTo(2);
        assertThat(trusted.problem(message.deployment(), message.signatures())).isEmpty();
        await().until(() -> artifacts.published("t").equals(Optional.of(message)));

        close();
        open(Optional.empty());
        assertThatThrownBy(() -> deployments.activate("t", 1, "without the key"))
                .isInstanceOf(DecisionRefusedException.class)
                .hasMessage(
                        "revision 2 of 't' is signed, and this change would not be; start the"
                                + " service with the signing key (--signing-key)");
    }
}

package io.loopai.store;

import static io.loopai.store.Fixtures.source;
import static io.loopai.store.Fixtures.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who stands by for the active version, and what becomes of one that is quarantined. */
class StandbyTest {

    @TempDir private Path root;
    private ArtifactRepository artifacts;

    @BeforeEach
    void storeFourVersions() {
        artifacts = new ArtifactRepository(DataDir.open(root));
        artifacts.putTask(task("spam"));
        for (int i = 1; i <= 4; i++) {
            artifacts.add("spam", source(i), "ecj");
        }
    }

    @Test
    void shouldHaveNobodyStandByForTheFirstVersion() {
        assertThat(deployment().standby()).isNull();
    }

    @Test
    void shouldLetTheVersionThatWasActiveBeforeStandBy() {
        artifacts.activate("spam", 2);

        assertThat(deployment().standby()).isEqualTo(1);
        assertThat(deployment().versions().get(1))
                .isEqualTo(
                        new LiveVersion(
                                1,
                                Stage.SHADOW,
                                0,
                                LiveVersion.hashOf(source(1)),
                                "ecj",
                                source(1)));
        assertThat(deployment().problem()).isEmpty();

        artifacts.activate("spam", 4);

        assertVersions("v4 active", "v2 standby");
    }

    @Test
    void shouldNotLetAVersionStandByThatWasRolledBack() {
        artifacts.activate("spam", 2);
        artifacts.activate("spam", 3);

        artifacts.rollback("spam", OptionalInt.empty());
        assertVersions("v2 active", "v1 standby");

        artifacts.rollback("spam", OptionalInt.empty());
        assertVersions("v1 active");
    }

    @Test
    void shouldPassOverAVersionThatCanNoLongerBeRead() throws IOException {
        artifacts.activate("spam", 2);
        artifacts.activate("spam", 3);
        artifacts.activate("spam", 4);
        Files.writeString(root.resolve("artifacts/spam/v2/Program.java"), "changed");

        artifacts.rollback("spam", OptionalInt.of(3));

        assertVersions("v3 active", "v1 standby");
    }

    @Test
    void shouldStandByAsItWasDeployedWhateverBecameOfItsFile() throws IOException {
        artifacts.activate("spam", 2);
        Files.writeString(root.resolve("artifacts/spam/v2/Program.java"), "changed");

        artifacts.activate("spam", 3);

        assertVersions("v3 active", "v2 standby");
        assertThat(deployment().versions().get(1).source()).isEqualTo(source(2));
    }

    @Test
    void shouldKeepTheStandbyThroughChangesThatAreNoActivation() {
        artifacts.activate("spam", 2);

        artifacts.canary("spam", 3, 0.1);
        assertVersions("v2 active", "v3 canary", "v1 standby");
        artifacts.withdraw("spam", 3);
        artifacts.putTask(task("spam", "Something else."));

        assertVersions("v2 active", "v1 standby");
        artifacts.retire("spam");
        assertThat(deployment().standby()).isNull();
    }

    @Test
    void shouldHaveNoStandbyWhereTwoShadowsLeaveNoRoom() {
        artifacts.shadow("spam", 2, 1);
        artifacts.shadow("spam", 3, 1);

        artifacts.activate("spam", 4);

        assertVersions("v4 active", "v2 shadow", "v3 shadow");
    }

    @Test
    void shouldCarryOnlyOnceAStandbyThatIsAlsoLive() {
        artifacts.activate("spam", 2);

        artifacts.canary("spam", 1, 0.1);
        assertVersions("v2 active", "v1 canary and standby");
        artifacts.canary("spam", 3, 0.1);
        assertVersions("v2 active", "v3 canary", "v1 standby");
        artifacts.shadow("spam", 1, 0.5);
        assertVersions("v2 active", "v3 canary", "v1 shadow and standby");
        artifacts.withdraw("spam", 1);
        assertVersions("v2 active", "v3 canary");
    }

    @Test
    void shouldSetAndClearTheStandby() {
        assertThat(artifacts.standby("spam", OptionalInt.of(3)).revision()).isEqualTo(2);
        assertVersions("v1 active", "v3 standby");
        // It has never run, and standing by is not running.
        assertThat(stage(3)).isNull();
        assertThat(artifacts.standby("spam", OptionalInt.of(3)).revision()).isEqualTo(2);
        artifacts.standby("spam", OptionalInt.of(2));
        assertVersions("v1 active", "v2 standby");

        assertThat(artifacts.standby("spam", OptionalInt.empty()).revision()).isEqualTo(4);
        assertVersions("v1 active");
        assertThat(artifacts.standby("spam", OptionalInt.empty()).revision()).isEqualTo(4);
    }

    @Test
    void shouldRefuseAStandbyThatCannotTakeOver() {
        assertRefused(
                () -> artifacts.standby("spam", OptionalInt.of(9)),
                "there is no v9 of 'spam'; stored versions: v1, v2, v3, v4");
        assertRefused(
                () -> artifacts.standby("spam", OptionalInt.of(1)),
                "v1 of 'spam' is the active version and cannot stand by for itself; name another"
                        + " one");
        artifacts.retire("spam");
        assertRefused(
                () -> artifacts.standby("spam", OptionalInt.of(2)),
                "no version of 'spam' is active; activate one first");
    }

    @Test
    void shouldCountTheStandbyAmongTheLiveVersions() {
        artifacts.activate("spam", 2);
        artifacts.canary("spam", 3, 0.1);

        assertRefused(
                () -> artifacts.shadow("spam", 4, 1),
                "v4 of 'spam' would be one live version too many: v2, v3, v1 (standby) are live and"
                        + " 3 may be; withdraw one of them first, or do without a standby");

        artifacts.standby("spam", OptionalInt.empty());
        artifacts.shadow("spam", 4, 1);
        assertRefused(
                () -> artifacts.standby("spam", OptionalInt.of(1)),
                "v1 of 'spam' would be one live version too many: v2, v3, v4 are live and 3 may be;"
                        + " withdraw one of them first");
    }

    @Test
    void shouldActivateTheStandbyOfAVersionThatIsQuarantined() {
        artifacts.activate("spam", 2);
        artifacts.activate("spam", 3);

        artifacts.quarantine("spam", 3);

        assertVersions("v2 active", "v1 standby");
        assertThat(stage(3)).isEqualTo(Stage.QUARANTINED);
        assertThat(artifacts.quarantine("spam", 3)).isEqualTo(deployment());
    }

    @Test
    void shouldTakeAQuarantinedChallengerOutOfTheTraffic() {
        artifacts.canary("spam", 2, 0.1);

        artifacts.quarantine("spam", 2);

        assertVersions("v1 active");
        assertThat(stage(2)).isEqualTo(Stage.QUARANTINED);
    }

    @Test
    void shouldNotQuarantineTheLastVersionThatCanAnswer() {
        assertRefused(
                () -> artifacts.quarantine("spam", 1),
                "v1 of 'spam' is active and no version stands by; name a standby first, or roll"
                        + " back");
    }

    private Deployment deployment() {
        return artifacts.deployment("spam").orElseThrow();
    }

    private Stage stage(int version) {
        return artifacts.versions("spam").get(version - 1).stage();
    }

    private void assertVersions(String... expected) {
        Deployment deployment = deployment();
        assertThat(deployment.versions())
                .extracting(
                        version -> {
                            String name = "v" + version.version() + " ";
                            if (deployment.onlyStandsBy(version)) {
                                return name + "standby";
                            }
                            boolean also =
                                    Integer.valueOf(version.version()).equals(deployment.standby());
                            return name
                                    + version.stage().toString().toLowerCase()
                                    + (also ? " and standby" : "");
                        })
                .containsExactly(expected);
        assertThat(deployment.problem()).isEmpty();
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ArtifactException.class).hasMessage(message);
    }
}

package io.loopai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment that was decided in one folder and taken over by another. */
class AdoptTest {

    @TempDir private Path folder;
    private ArtifactRepository origin;
    private ArtifactRepository copy;

    @BeforeEach
    void prepare() {
        origin = new ArtifactRepository(DataDir.open(folder.resolve("origin")));
        copy = new ArtifactRepository(DataDir.open(folder.resolve("copy")));
        origin.putTask(Fixtures.task("t"));
        origin.add("t", Fixtures.source(1), "ecj");
        origin.add("t", Fixtures.source(2), "janino");
        origin.activate("t", 2);
    }

    @Test
    void shouldHoldTheSameBytesAndTheLiveSources() {
        ControlMessage message = origin.published("t").orElseThrow();

        assertThat(copy.adopt(message)).isTrue();

        assertThat(copy.published("t")).contains(message);
        assertThat(copy.source("t", 2)).isEqualTo(Fixtures.source(2));
        assertThat(copy.versions("t"))
                .extracting(VersionMetadata::version, VersionMetadata::compiler)
                .contains(org.assertj.core.groups.Tuple.tuple(2, "janino"));
        assertThat(copy.task("t")).isEqualTo(Fixtures.task("t"));
    }

    @Test
    void shouldGoOnFromThere() {
        copy.adopt(origin.published("t").orElseThrow());

        Deployment next = copy.activate("t", 1);

        assertThat(next.revision()).isEqualTo(origin.deployment("t").orElseThrow().revision() + 1);
    }

    @Test
    void shouldLeaveANewerRevisionAlone() {
        ControlMessage old = origin.published("t").orElseThrow();
        copy.adopt(old);
        copy.activate("t", 1);
        ControlMessage newer = copy.published("t").orElseThrow();

        assertThat(copy.adopt(old)).isFalse();

        assertThat(copy.published("t")).contains(newer);
    }

    @Test
    void shouldTakeOverARetirement() {
        copy.adopt(origin.published("t").orElseThrow());
        origin.retire("t");

        assertThat(copy.adopt(origin.published("t").orElseThrow())).isTrue();

        assertThat(copy.deployment("t")).get().matches(Deployment::isRetired);
    }

    @Test
    void shouldRefuseAnotherSourceUnderTheSameNumber() {
        copy.putTask(Fixtures.task("t"));
        copy.add("t", Fixtures.source(7), "ecj");
        copy.add("t", Fixtures.source(8), "ecj");
        ControlMessage before = copy.published("t").orElseThrow();

        assertThatThrownBy(() -> copy.adopt(origin.published("t").orElseThrow()))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(
                        "v2 of 't' is stored here with another source than the deployment to take over"
                                + " has; use another data folder");
        assertThat(copy.published("t")).contains(before);
    }

    @Test
    void shouldRefuseWhatNobodyCanUse() {
        ControlMessage message =
                ControlMessage.unsigned(
                        new Deployment("t", 0, null, List.of(), null, Instant.EPOCH));

        assertThatThrownBy(() -> copy.adopt(message))
                .hasMessage(
                        "cannot take over a deployment: revision: must be at least 1, but is 0");
    }
}

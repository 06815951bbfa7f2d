package io.loopai.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a deployment may say of its standby and of what is known about its versions. */
class DeploymentTest {

    private static final TaskSpec TASK =
            TaskFile.parse(
                    """
                    id: spam
                    input_schema: {type: object}
                    output_schema: {type: string}
                    """,
                    "test");

    @Test
    void shouldTakeAVersionThatOnlyStandsBy() {
        Deployment deployment =
                deployment(1, live(2, Stage.ACTIVE, 1), live(1, Stage.CANARY, 0.5).standingBy());

        assertThat(deployment.problem()).isEmpty();
        assertThat(deployment.versions())
                .extracting(deployment::onlyStandsBy)
                .containsExactly(false, true);
    }

    @Test
    void shouldTellAStandbyFromAShadowThatRuns() {
        Deployment deployment = deployment(1, live(2, Stage.ACTIVE, 1), live(1, Stage.SHADOW, 0.5));

        assertThat(deployment.problem()).isEmpty();
        assertThat(deployment.versions()).noneMatch(deployment::onlyStandsBy);
    }

    @Test
    void shouldRefuseAStandbyThatIsNotCarried() {
        assertThat(deployment(9, live(2, Stage.ACTIVE, 1)).problem())
                .contains("standby: v9 is not among the versions that the deployment carries");
    }

    @Test
    void shouldRefuseTheActiveVersionAsItsOwnStandby() {
        assertThat(deployment(2, live(2, Stage.ACTIVE, 1)).problem())
                .contains(
                        "standby: v2 is the active version; name another one to take over from it,"
                                + " or none");
    }

    @Test
    void shouldRefuseEstimatesThatCannotBe() {
        Deployment deployment = deployment(1, live(2, Stage.ACTIVE, 1), live(1, Stage.SHADOW, 1));
        LiveVersion active = deployment.versions().get(0);
        assertThat(disagreeing(1.5, deployment.versions()).problem())
                .contains("disagreement: must be in [0, 1], but is 1.5");
        assertThat(disagreeing(0.5, deployment.versions()).problem()).isEmpty();
        assertThat(audited(active, new LiveVersion.Audit(4, 5, null)).problem())
                .contains("versions: v2 has audit 5 agreements of 4 labels, which cannot be");
        assertThat(audited(active, new LiveVersion.Audit(5, 4, null)).problem()).isEmpty();
        assertThat(audited(active, new LiveVersion.Audit(5, 4, 1.5)).problem())
                .contains("versions: v2 has evenness 1.5, which is not in [0, 1]");
    }

    private static Deployment audited(LiveVersion active, LiveVersion.Audit audit) {
        return disagreeing(0.5, List.of(active.withAudit(audit)));
    }

    @Test
    void shouldRefuseRevisionsThatNobodyCanGoAbove() {
        assertThat(retired(Deployment.MAX_REVISION).problem()).isEmpty();
        assertThat(retired(Long.MAX_VALUE).problem())
                .contains("revision: must be at most 1000000000000, but is 9223372036854775807");
        assertThat(retired(-1).problem()).contains("revision: must be at least 1, but is -1");
    }

    private static Deployment retired(long revision) {
        return new Deployment("spam", revision, null, List.of(), null, Instant.EPOCH);
    }

    private static Deployment disagreeing(double share, List<LiveVersion> versions) {
        return new Deployment("spam", 1, TASK, versions, null, share, null, Instant.EPOCH);
    }

    private static Deployment deployment(int standby, LiveVersion... versions) {
        return new Deployment("spam", 1, TASK, List.of(versions), standby, Instant.EPOCH);
    }

    private static LiveVersion live(int version, Stage stage, double share) {
        String source = "source " + version;
        return new LiveVersion(version, stage, share, LiveVersion.hashOf(source), "ecj", source);
    }
}

package io.loopai.jobs;

import static io.loopai.jobs.Deployments.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.signature.SigningKey;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that runs only what one of its public keys verifies. */
class SignedDeploymentsTest {

    private final SigningKey key = SigningKey.create();
    private final SigningKey stranger = SigningKey.create();
    private Subtask subtask;

    @AfterEach
    void close() throws Exception {
        subtask.close();
    }

    @Test
    void shouldRunWhatTheKeySigned() throws Exception {
        subtask = start(null, signed(key, revision("echo", 1)));
        assertThat(subtask.answer("echo")).isEqualTo("r1");

        subtask.control(signed(key, revision("echo", 2)));

        assertThat(subtask.answer("echo")).isEqualTo("r2");
        assertThat(subtask.state()).isEqualTo(Map.of("echo", 2L));
    }

    @Test
    void shouldRefuseWhatNobodySigned() throws Exception {
        subtask = start(null, signed(key, revision("echo", 1)));

        subtask.control(ControlMessage.unsigned(revision("echo", 2)));

        assertThat(subtask.answer("echo")).isEqualTo("r1");
        assertThat(subtask.state()).isEmpty();
        assertThat(refusals())
                .containsExactly(
                        "the deployment is not trusted: it is not signed (v1 active goes on)");
    }

    @Test
    void shouldRefuseWhatAStrangerSigned() throws Exception {
        subtask = start(null, signed(stranger, revision("echo", 1)));

        assertThat(subtask.answer("echo")).isEqualTo("unknown_task");
        assertThat(refusals())
                .containsExactly(
                        "the deployment is not trusted: it is signed with the key "
                                + stranger.id()
                                + ", but trusted: "
                                + key.id()
                                + " (nothing runs)");
    }

    @Test
    void shouldRefuseAnotherDeploymentUnderASignature() throws Exception {
        subtask = start(null, signed(key, revision("echo", 1)));
        String signature = signed(key, revision("echo", 2)).signatures();
        String other = ControlMessage.unsigned(revision("echo", 3)).deployment();

        subtask.control(new ControlMessage(other, signature));

        assertThat(subtask.answer("echo")).isEqualTo("r1");
        assertThat(refusals())
                .containsExactly(
                        "the deployment is not trusted: its signature by the key "
                                + key.id()
                                + " does not match: it was changed after it was signed (v1 active"
                                + " goes on)");
    }

    @Test
    void shouldAskAgainAfterARestoreWhenKeysHaveChanged() throws Exception {
        OperatorSubtaskState state;
        try (Subtask first = start(null)) {
            first.control(signed(key, revision("echo", 1)));
            first.control(signed(key, revision("other", 1)));
            assertThat(first.answer("echo")).isEqualTo("r1");
            state = first.snapshot();
        }
        subtask =
                Subtask.trusting(
                        DeploymentTrust.in(List.of(stranger.publicPem())),
                        state,
                        signed(stranger, revision("echo", 2)));

        assertThat(subtask.answer("echo")).isEqualTo("r2");
        assertThat(subtask.answer("other")).isEqualTo("unknown_task");
    }

    private Subtask start(OperatorSubtaskState state, ControlMessage... snapshot) throws Exception {
        return Subtask.trusting(DeploymentTrust.in(List.of(key.publicPem())), state, snapshot);
    }

    private List<String> refusals() throws Exception {
        return subtask.events().stream()
                .filter(event -> event.kind() == Event.Kind.DEPLOYMENT_REFUSED)
                .map(Event::message)
                .toList();
    }

    private static ControlMessage signed(SigningKey by, Deployment deployment) {
        String text = ControlMessage.unsigned(deployment).deployment();
        return new ControlMessage(text, by.sign(text));
    }
}

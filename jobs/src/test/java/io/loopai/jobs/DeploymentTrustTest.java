package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.signature.SigningKey;
import io.loopai.task.ControlMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTrustTest {

    @TempDir private Path folder;
    private final SigningKey key = SigningKey.create();
    private final Configuration options = new Configuration();

    @Test
    void shouldNotStartWithoutADecision() {
        assertInvalid(
                "loopai.deployments.public_keys: is not set: name the public keys of those whose"
                        + " programs may run here, or let everybody deploy who can write to the"
                        + " artifacts with loopai.deployments.allow_unsigned: true");
    }

    @Test
    void shouldNotGuessBetweenTwoDecisions() throws IOException {
        options.set(LoopaiOptions.PUBLIC_KEYS, List.of(file(key.publicPem())));
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);

        assertInvalid(
                "loopai.deployments.public_keys: is set, but loopai.deployments.allow_unsigned is"
                        + " true as well; leave one of them out");
    }

    @Test
    void shouldNameAFileThatIsMissing() {
        String missing = folder.resolve("no.pem").toString();
        options.set(LoopaiOptions.PUBLIC_KEYS, List.of(missing));

        assertInvalid("loopai.deployments.public_keys: " + missing + ": cannot be read");
    }

    @Test
    void shouldNameAFileThatHoldsNoPublicKey() throws IOException {
        String file = file(key.privatePem());
        options.set(LoopaiOptions.PUBLIC_KEYS, List.of(file));

        assertInvalid(
                "loopai.deployments.public_keys: "
                        + file
                        + ": it holds a 'PRIVATE KEY', but a 'PUBLIC KEY' is needed");
    }

    @Test
    void shouldTravelWithItsKeys() throws Exception {
        options.set(LoopaiOptions.PUBLIC_KEYS, List.of(file(key.publicPem())));

        DeploymentTrust trust = InstantiationUtil.clone(DeploymentTrust.of(options));

        assertThat(trust.problem(new ControlMessage("{}", key.sign("{}")))).isEmpty();
        assertThat(trust.problem(new ControlMessage("{}", null))).contains("it is not signed");
    }

    @Test
    void shouldTakeEverythingWhereThatIsAllowed() {
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);

        assertThat(DeploymentTrust.of(options).problem(new ControlMessage("{}", null))).isEmpty();
    }

    @Test
    void shouldNotTakeNoKeysForEverybody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeploymentTrust.in(List.of()))
                .withMessage("at least one public key is needed");
    }

    private void assertInvalid(String message) {
        assertThatThrownBy(() -> DeploymentTrust.of(options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(message);
    }

    private String file(String pem) throws IOException {
        return Files.writeString(folder.resolve("key.pem"), pem).toString();
    }
}

package io.loopai.store;

import static io.loopai.store.Fixtures.source;
import static io.loopai.store.Fixtures.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.signature.SigningKey;
import io.loopai.signature.VerificationKeys;
import io.loopai.task.ControlMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactSignatureTest {

    @TempDir Path root;

    private final SigningKey key = SigningKey.create();
    private ArtifactRepository unsigned;
    private ArtifactRepository signed;

    @BeforeEach
    void open() {
        unsigned = new ArtifactRepository(DataDir.open(root));
        signed = new ArtifactRepository(DataDir.open(root), Optional.of(key));
        unsigned.putTask(task("spam"));
    }

    @Test
    void shouldPublishWhatIsOnTheDiskByteByByte() throws IOException {
        unsigned.add("spam", source(1), "ecj");

        ControlMessage message = unsigned.published("spam").orElseThrow();

        assertThat(message.deployment().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(Files.readAllBytes(deployment()));
        assertThat(message.signatures()).isNull();
        assertThat(message.read()).isEqualTo(unsigned.deployment("spam").orElseThrow());
    }

    @Test
    void shouldPublishNothingBeforeTheFirstVersion() {
        assertThat(unsigned.published("spam")).isEmpty();
    }

    @Test
    void shouldSignEveryDecision() {
        signed.add("spam", source(1), "ecj");
        assertThat(problem(key)).isEmpty();

        signed.add("spam", source(2), "ecj");
        signed.activate("spam", 2);
        assertThat(problem(key)).isEmpty();

        signed.retire("spam");
        assertThat(problem(key)).isEmpty();
    }

    @Test
    void shouldNotChangeASignedTaskWithoutTheKey() {
        signed.add("spam", source(1), "ecj");
        String before = signed.published("spam").orElseThrow().deployment();

        assertThatThrownBy(() -> unsigned.retire("spam"))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(
                        "the deployment of 'spam' is signed, and this change would not be: give the"
                                + " signing key (--signing-key), or remove "
                                + root.resolve("artifacts/spam/deployment.sig")
                                + " to go on without signatures");
        assertThat(signed.published("spam").orElseThrow().deployment()).isEqualTo(before);
        assertThat(problem(key)).isEmpty();
    }

    @Test
    void shouldNotSignWhatSomebodyElseHasPutThere() throws IOException {
        signed.add("spam", source(1), "ecj");
        signed.add("spam", source(2), "ecj");
        String text = Files.readString(deployment());
        Files.writeString(deployment(), text.replace("\"share\" : 1.0", "\"share\" : 0.5"));

        assertThatThrownBy(() -> signed.activate("spam", 2))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(
                        deployment()
                                + ": its signature by the key "
                                + key.id()
                                + " does not match: it was changed after it was signed; look at what"
                                + " it deploys, and if that is right sign it: loopai keys sign"
                                + " --task spam");
        assertThat(problem(key)).isPresent();
    }

    @Test
    void shouldSignWhatWasDecidedBeforeThereWasAKey() {
        unsigned.add("spam", source(1), "ecj");
        assertThatThrownBy(() -> signed.retire("spam"))
                .hasMessage(
                        deployment()
                                + ": it is not signed; look at what it deploys, and if that is right"
                                + " sign it: loopai keys sign --task spam");

        signed.sign("spam", key);

        assertThat(problem(key)).isEmpty();
        signed.retire("spam");
        assertThat(problem(key)).isEmpty();
    }

    @Test
    void shouldGoOverToAnotherKey() {
        signed.add("spam", source(1), "ecj");
        SigningKey next = SigningKey.create();

        signed.sign("spam", next);

        assertThat(problem(next)).isEmpty();
        assertThat(problem(key)).isPresent();
    }

    private Optional<String> problem(SigningKey by) {
        ControlMessage message = signed.published("spam").orElseThrow();
        return VerificationKeys.of(List.of(by.publicPem()))
                .problem(message.deployment(), message.signatures());
    }

    private Path deployment() {
        return root.resolve("artifacts/spam/deployment.json");
    }
}

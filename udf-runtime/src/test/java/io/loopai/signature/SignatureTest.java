package io.loopai.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    /** {@code openssl genpkey -algorithm ed25519} made it; {@code openssl pkey -pubout} the other. */
    private static final String OPENSSL_PRIVATE =
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEILcL7rT22ExhgiJxYCCKapCv4wKG+EkSFFfhIbNisici
            -----END PRIVATE KEY-----
            """;

    private static final String OPENSSL_PUBLIC =
            """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA/9hoMvr0sG1pi9+KVuB3ZLUq8EVDTuOa0DeSq2drNrs=
            -----END PUBLIC KEY-----
            """;

    private static final String TEXT = "{\"task\":\"spam\",\"description\":\"größer\"}";

    private final SigningKey key = SigningKey.create();
    private final VerificationKeys trusted = VerificationKeys.of(List.of(key.publicPem()));

    @Test
    void shouldTrustWhatATrustedKeySigned() {
        assertThat(trusted.problem(TEXT, key.sign(TEXT))).isEmpty();
    }

    @Test
    void shouldRefuseATextThatDiffersByOneCharacter() {
        assertThat(trusted.problem(TEXT + " ", key.sign(TEXT)))
                .contains(
                        "its signature by the key "
                                + key.id()
                                + " does not match: it was changed after it was signed");
    }

    @Test
    void shouldRefuseASignatureWithAnotherKeysName() {
        SigningKey stranger = SigningKey.create();
        String forged = key.id() + " " + stranger.sign(TEXT).split(" ")[1];

        assertThat(trusted.problem(TEXT, forged))
                .contains(
                        "its signature by the key "
                                + key.id()
                                + " does not match: it was changed after it was signed");
    }

    @Test
    void shouldNameTheKeyThatIsNotTrusted() {
        SigningKey stranger = SigningKey.create();

        assertThat(trusted.problem(TEXT, stranger.sign(TEXT)))
                .contains(
                        "it is signed with the key "
                                + stranger.id()
                                + ", but trusted: "
                                + key.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | it is not signed",
                "'' | it is not signed",
                "abc | its signature is not of the form '<key id> <Base64>'",
                "a\tb c | it is signed with the key of an unreadable name, but trusted: KEY",
                "KEY !!! | its signature by the key KEY does not match: it was changed after it was"
                        + " signed",
                "KEY AAAA | its signature by the key KEY does not match: it was changed after it was"
                        + " signed",
            })
    void shouldSayWhyASignatureIsWorthNothing(String signature, String reason) {
        String given = signature == null ? null : signature.replace("KEY", key.id());

        assertThat(trusted.problem(TEXT, given)).contains(reason.replace("KEY", key.id()));
    }

    @Test
    void shouldBeContentWithOneOfSeveralSignatures() {
        SigningKey next = SigningKey.create();
        VerificationKeys both = VerificationKeys.of(List.of(key.publicPem(), next.publicPem()));

        assertThat(both.problem(TEXT, next.sign("other") + "\n" + key.sign(TEXT) + "\n")).isEmpty();
        assertThat(both.ids()).containsExactly(key.id(), next.id());
    }

    @Test
    void shouldReadTheKeyThatItWrote() {
        SigningKey read = SigningKey.parse(key.privatePem());

        assertThat(read.id()).isEqualTo(key.id());
        assertThat(trusted.problem(TEXT, read.sign(TEXT))).isEmpty();
    }

    @Test
    void shouldReadKeysOfOpenSsl() {
        SigningKey read = SigningKey.parse(OPENSSL_PRIVATE);

        assertThat(read.publicPem()).isEqualTo(OPENSSL_PUBLIC);
        assertThat(VerificationKeys.of(List.of(OPENSSL_PUBLIC)).problem(TEXT, read.sign(TEXT)))
                .isEmpty();
    }

    @Test
    void shouldNotShowThePrivateKey() {
        assertThat(key).hasToString("signing key " + key.id());
    }

    @Test
    void shouldSayWhatIsNoKey() {
        assertThatThrownBy(() -> SigningKey.parse("hello"))
                .hasMessage(
                        "no PEM block 'PRIVATE KEY' is in it; make a pair of keys with 'loopai keys"
                                + " create'");
        assertThatThrownBy(() -> SigningKey.parse(key.publicPem()))
                .hasMessage("it holds a 'PUBLIC KEY', but a 'PRIVATE KEY' is needed");
        assertThatThrownBy(() -> VerificationKeys.of(List.of(key.privatePem())))
                .hasMessage("it holds a 'PRIVATE KEY', but a 'PUBLIC KEY' is needed");
        assertThatThrownBy(() -> VerificationKeys.of(List.of(Pem.write("PUBLIC KEY", new byte[9]))))
                .hasMessage("it is no public key of the kind Ed25519");
        assertThatThrownBy(() -> SigningKey.parse(Pem.write("PRIVATE KEY", new byte[9])))
                .hasMessage("it is no private key of the kind Ed25519");
    }
}

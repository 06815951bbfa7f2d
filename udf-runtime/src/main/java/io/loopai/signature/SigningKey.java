package io.loopai.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The private half of an Ed25519 key (RFC 8032): signs texts byte by byte.
 *
 * <pre>{@code
 * SigningKey key = SigningKey.create();
 * String signature = key.sign(deployment);
 * VerificationKeys.of(List.of(key.publicPem())).problem(deployment, signature);   // empty
 * }</pre>
 *
 * <p>{@code openssl genpkey -algorithm ed25519} makes such keys too.
 */
public final class SigningKey {

    static final String ALGORITHM = "Ed25519";
    private static final String LABEL = "PRIVATE KEY";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new key. */
    public static SigningKey create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has " + ALGORITHM, e);
        }
    }

    /**
     * A key from its PEM text (PKCS #8, not encrypted).
     *
     * @throws IllegalArgumentException says what is wrong, and nothing of the key
     */
    public static SigningKey parse(String pem) {
        byte[] der = Pem.read(LABEL, pem);
        try {
            PrivateKey key =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
            return new SigningKey(key, publicKeyOf(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no private key of the kind Ed25519", e);
        }
    }

    /** Names the key: the first 16 hexadecimal digits of the SHA-256 of its public half. */
    public String id() {
        return VerificationKeys.id(publicKey);
    }

    /** The signature of the text's UTF-8 bytes, as one line: {@code <key id> <Base64>}. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return id() + " " + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a parsed key signs", e);
        }
    }

    /** Both halves, for whoever signs; keep it secret. */
    public String privatePem() {
        return Pem.write(LABEL, privateKey.getEncoded());
    }

    /** The public half, for whoever verifies. */
    public String publicPem() {
        return Pem.write(VerificationKeys.LABEL, publicKey.getEncoded());
    }

    /** Without anything secret. */
    @Override
    public String toString() {
        return "signing key " + id();
    }

    /** PKCS #8 holds the seed alone: the generator, fed with it, gives the same pair again. */
    private static PublicKey publicKeyOf(PrivateKey key) throws GeneralSecurityException {
        byte[] seed =
                ((EdECPrivateKey) key)
                        .getBytes()
                        .orElseThrow(() -> new GeneralSecurityException("a key without its seed"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        return generator.generateKeyPair().getPublic();
    }

    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}

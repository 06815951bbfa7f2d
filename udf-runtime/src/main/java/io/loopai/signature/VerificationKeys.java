package io.loopai.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The public keys that somebody trusts; one valid signature by any of them is enough, so that keys
 * can be changed one after the other.
 *
 * <pre>{@code
 * VerificationKeys trusted = VerificationKeys.of(List.of(Files.readString(Path.of("loopai.pub"))));
 * trusted.problem(text, signature);   // empty, or: "it is not signed"
 * }</pre>
 */
public final class VerificationKeys {

    static final String LABEL = "PUBLIC KEY";
    private static final int ID_LENGTH = 16;

    private final Map<String, PublicKey> keys;

    private VerificationKeys(Map<String, PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * The keys from their PEM texts (X.509).
     *
     * @throws IllegalArgumentException says what is wrong with the first that is no key
     */
    public static VerificationKeys of(Collection<String> pems) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (String pem : pems) {
            PublicKey key = parse(pem);
            keys.put(id(key), key);
        }
        return new VerificationKeys(keys);
    }

    /** What the keys are called. */
    public List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /**
     * Why the text is not to be trusted; empty when it is.
     *
     * @param signatures lines of {@link SigningKey#sign}, of which one must be valid; null or blank
     *     for a text that is not signed
     */
    public Optional<String> problem(String text, String signatures) {
        if (signatures == null || signatures.isBlank()) {
            return Optional.of("it is not signed");
        }
        String reason = null;
        for (String line : signatures.strip().lines().toList()) {
            Optional<String> problem = lineProblem(text, line);
            if (problem.isEmpty()) {
                return problem;
            }
            reason = reason == null ? problem.get() : reason;
        }
        return Optional.of(reason);
    }

    private Optional<String> lineProblem(String text, String line) {
        String[] parts = line.strip().split(" ");
        if (parts.length != 2) {
            return Optional.of("its signature is not of the form '<key id> <Base64>'");
        }
        PublicKey key = keys.get(parts[0]);
        if (key == null) {
            return Optional.of(
                    "it is signed with the key "
                            + printable(parts[0])
                            + ", but trusted: "
                            + String.join(", ", keys.keySet()));
        }
        return verifies(key, text, parts[1])
                ? Optional.empty()
                : Optional.of(
                        "its signature by the key "
                                + parts[0]
                                + " does not match: it was changed after it was signed");
    }

    private static boolean verifies(PublicKey key, String text, String base64) {
        try {
            Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // of another length, or no Base64
        }
    }

    static String id(PublicKey key) {
        return DigestUtils.sha256Hex(key.getEncoded()).substring(0, ID_LENGTH);
    }

    private static PublicKey parse(String pem) {
        byte[] der = Pem.read(LABEL, pem);
        try {
            return KeyFactory.getInstance(SigningKey.ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no public key of the kind Ed25519", e);
        }
    }

    /** A stranger wrote it, and it goes into messages. */
    private static String printable(String id) {
        return id.matches("[0-9a-f]{16}") ? id : "of an unreadable name";
    }
}

package io.loopai.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loopai.task.Privacy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides what of an input may leave the operator's machines: to be asked at the last point before a
 * prompt, a message or a report to others is sent.
 *
 * <pre>{@code
 * Border border = Border.of(task.privacy());
 * if (border.letsInputsPass()) {
 *     prompt.append(border.passed(row.input()));
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@code strict}: no input passes. A {@link #hash keyed hash} may, and numbers over many records.
 *   <li>{@code balanced}: inputs pass with personal data and secrets masked, see {@link Masker}.
 *   <li>{@code permissive}: inputs pass as they are.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class Border {

    private static final String HMAC = "HmacSHA256";
    private static final int LEAST_KEY_BYTES = 16;

    /** The order of an object's fields does not matter. */
    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final Privacy mode;

    private Border(Privacy mode) {
        this.mode = Objects.requireNonNull(mode, "mode");
    }

    /** The border of tasks with this mode. */
    public static Border of(Privacy mode) {
        return new Border(mode);
    }

    /** Whether inputs pass at all, masked or not. */
    public boolean letsInputsPass() {
        return mode != Privacy.STRICT;
    }

    /** Whether inputs that pass may hold masks. */
    public boolean masks() {
        return mode == Privacy.BALANCED;
    }

    /**
     * What may leave of an input. The same value has the same mask throughout.
     *
     * @param input stays as it is
     * @throws BorderException when the mode is {@code strict}
     */
    public JsonNode passed(JsonNode input) {
        check();
        return masks() ? Masker.mask(input) : input;
    }

    /**
     * What may leave of a text that may quote an input, such as an error message.
     *
     * @throws BorderException when the mode is {@code strict}
     */
    public String passed(String text) {
        check();
        return masks() ? Masker.mask(text) : text;
    }

    /**
     * A keyed hash of an input (HMAC-SHA256, RFC 2104), in hexadecimal: tells whether two inputs are the
     * same, and nothing else to those who do not have the key. May leave in every mode.
     *
     * @param key of 16 bytes or more, which stays on the operator's machines
     * @throws IllegalArgumentException when the key is shorter
     */
    public static String hash(JsonNode input, byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key of "
                            + key.length
                            + " bytes can be guessed; use one of "
                            + LEAST_KEY_BYTES
                            + " random bytes or more");
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            Object plain = CANONICAL.treeToValue(input, Object.class);
            byte[] bytes = CANONICAL.writeValueAsString(plain).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private void check() {
        if (!letsInputsPass()) {
            throw new BorderException(
                    "privacy: strict lets nothing of an input leave this machine; work without it,"
                            + " or set privacy: balanced in the task, which masks personal data and"
                            + " secrets");
        }
    }
}

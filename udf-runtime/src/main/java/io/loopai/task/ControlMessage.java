package io.loopai.task;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A deployment on its way, exactly as it was published: signatures hold for every byte, so nobody
 * between publisher and receiver may write it anew.
 *
 * <pre>{@code
 * ControlMessage message = artifacts.published("spam").orElseThrow();
 * message.read().revision();
 * }</pre>
 *
 * @param deployment a {@link Deployment} as JSON
 * @param signatures lines of {@link io.loopai.signature.SigningKey#sign}, of which one is enough;
 *     null when it is not signed
 */
public record ControlMessage(String deployment, String signatures) {

    /** A deployment that nobody has signed. */
    public static ControlMessage unsigned(Deployment deployment) {
        return new ControlMessage(new String(Json.bytes(deployment), StandardCharsets.UTF_8), null);
    }

    /**
     * What it says, trusted or not.
     *
     * @throws UncheckedIOException when it is no deployment
     */
    public Deployment read() {
        return Json.read(deployment.getBytes(StandardCharsets.UTF_8), Deployment.class);
    }
}

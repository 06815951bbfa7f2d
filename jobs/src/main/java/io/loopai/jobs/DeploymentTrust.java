package io.loopai.jobs;

import io.loopai.signature.VerificationKeys;
import io.loopai.task.ControlMessage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Whose deployments a job runs: those that one of its public keys verifies, or anybody's where that
 * is configured.
 *
 * <p>The keys are read where the job is submitted and travel with it.
 */
public final class DeploymentTrust implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> publicKeys;

    /** VerificationKeys are not serializable; they are parsed again where they are needed. */
    private transient VerificationKeys keys;

    private DeploymentTrust(List<String> publicKeys) {
        this.publicKeys = new ArrayList<>(publicKeys);
    }

    /** Runs whatever is deployed. */
    public static DeploymentTrust anybody() {
        return new DeploymentTrust(List.of());
    }

    /**
     * Runs what one of the keys has signed.
     *
     * @param publicKeys PEM texts, at least one
     * @throws IllegalArgumentException says what is wrong with the first that is no key
     */
    public static DeploymentTrust in(List<String> publicKeys) {
        if (publicKeys.isEmpty()) {
            throw new IllegalArgumentException("at least one public key is needed");
        }
        VerificationKeys.of(publicKeys);
        return new DeploymentTrust(publicKeys);
    }

    /**
     * What the options say; they must say something.
     *
     * @throws InvalidOptionException when they do not, contradict each other, or name what is no key
     */
    public static DeploymentTrust of(ReadableConfig options) {
        List<String> files = options.getOptional(LoopaiOptions.PUBLIC_KEYS).orElse(List.of());
        boolean anybody = options.get(LoopaiOptions.ALLOW_UNSIGNED);
        if (anybody == files.isEmpty()) {
            return anybody ? anybody() : in(files.stream().map(DeploymentTrust::read).toList());
        }
        throw new InvalidOptionException(
                LoopaiOptions.PUBLIC_KEYS.key(),
                anybody
                        ? "is set, but "
                                + LoopaiOptions.ALLOW_UNSIGNED.key()
                                + " is true as well; leave one of them out"
                        : "is not set: name the public keys of those whose programs may run here, or"
                                + " let everybody deploy who can write to the artifacts with "
                                + LoopaiOptions.ALLOW_UNSIGNED.key()
                                + ": true");
    }

    /** Whether signatures do not matter. */
    boolean isAnybody() {
        return publicKeys.isEmpty();
    }

    /** Why the message is not to be trusted; empty when it is. */
    public Optional<String> problem(ControlMessage message) {
        if (isAnybody()) {
            return Optional.empty();
        }
        if (keys == null) {
            keys = VerificationKeys.of(publicKeys);
        }
        return keys.problem(message.deployment(), message.signatures());
    }

    private static String read(String file) {
        try {
            String pem = Files.readString(Path.of(file));
            VerificationKeys.of(List.of(pem));
            return pem;
        } catch (IOException e) {
            throw new InvalidOptionException(
                    LoopaiOptions.PUBLIC_KEYS.key(), file + ": cannot be read");
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException(
                    LoopaiOptions.PUBLIC_KEYS.key(), file + ": " + e.getMessage());
        }
    }
}

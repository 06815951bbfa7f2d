package io.loopai.task;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One version of a program as a deployment carries it: its source and its part in the traffic.
 *
 * @param version 1, 2, 3, …
 * @param stage {@code shadow}, {@code canary} or {@code active}
 * @param share the part of the requests that it answers (canary) or also runs on (shadow), a
 *     probability; 1 for the active version, which takes what the canary leaves; 0 for a shadow that
 *     does nothing but stand by
 * @param hash {@link #hashOf} of the source; names the version independently of its number
 * @param compiler which compiler every receiver uses: {@code ecj} or {@code janino}
 * @param source the Java source, at most 512 KB
 * @param audit what is known of how often it is right, so that sampling can go by it; null: nothing
 */
public record LiveVersion(
        int version,
        Stage stage,
        double share,
        String hash,
        String compiler,
        String source,
        Audit audit) {

    /** A version of which nothing is known yet. */
    public LiveVersion(
            int version, Stage stage, double share, String hash, String compiler, String source) {
        this(version, stage, share, hash, compiler, source, null);
    }

    /**
     * What the audit has shown.
     *
     * @param labels labels from the audit draw that have judged the version
     * @param agreements with how many of them it agreed
     * @param evenness how evenly the labels are spread over the answers, in [0, 1] ({@link
     *     io.loopai.decision.Evenness}); null: not told
     */
    public record Audit(long labels, long agreements, Double evenness) {}

    /** The same version, of which this is known. */
    public LiveVersion withAudit(Audit known) {
        return new LiveVersion(version, stage, share, hash, compiler, source, known);
    }

    /** The same version with nothing to do but to stand by. */
    public LiveVersion standingBy() {
        return new LiveVersion(version, Stage.SHADOW, 0, hash, compiler, source, audit);
    }

    /** {@code sha256:} and the hex digest of the source's UTF-8 bytes. */
    public static String hashOf(String source) {
        return "sha256:" + DigestUtils.sha256Hex(source.getBytes(StandardCharsets.UTF_8));
    }
}

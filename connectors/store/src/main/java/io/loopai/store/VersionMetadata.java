package io.loopai.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Stage;
import java.time.Instant;

/**
 * What is known of a stored version beside its source; {@code metadata.json} holds the same.
 *
 * @param version 1, 2, 3, …
 * @param hash of the source; see {@link io.loopai.task.LiveVersion#hashOf}
 * @param compiler which compiler every receiver uses: {@code ecj} or {@code janino}
 * @param stage where it stands; null when it is only stored and never answered
 * @param createdAt when it was stored
 * @param activatedAt when it last became active; null when it never was
 * @param sourceBytes length of the source in UTF-8 bytes
 * @param generation how the source was made and how good it is thought to be, as its maker says; null
 *     when a person wrote it
 */
public record VersionMetadata(
        int version,
        String hash,
        String compiler,
        Stage stage,
        Instant createdAt,
        Instant activatedAt,
        long sourceBytes,
        JsonNode generation) {

    VersionMetadata at(Stage newStage, Instant newActivatedAt) {
        return new VersionMetadata(
                version,
                hash,
                compiler,
                newStage,
                createdAt,
                newActivatedAt,
                sourceBytes,
                generation);
    }
}

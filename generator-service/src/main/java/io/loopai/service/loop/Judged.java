package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What a version answered to a labelled execution.
 *
 * @param answer null when it gave none
 * @param audit whether agreement is estimated from it
 * @param executedAt when it answered
 */
record Judged(
        String id,
        JsonNode input,
        JsonNode expected,
        JsonNode answer,
        boolean correct,
        boolean audit,
        Instant executedAt) {}

package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.Mistakes;
import java.time.Instant;
import java.util.List;

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
        Instant executedAt) {

    static Mistakes mistakes(List<Judged> judged) {
        return Mistakes.of(judged.stream().map(Judged::asCase).toList());
    }

    private Mistakes.Case asCase() {
        return new Mistakes.Case(id, input, expected, answer, correct);
    }
}

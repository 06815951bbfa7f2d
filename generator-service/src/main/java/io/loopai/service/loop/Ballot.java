package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.Rollout;
import io.loopai.task.Draw;
import io.loopai.task.Validation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which versions the oracle agrees with, on one execution. */
final class Ballot {

    private Ballot() {}

    /**
     * By version.
     *
     * @param validation with the oracle's answer
     * @param ran versions that ran on the execution; one that is not listed among those that
     *     differed said the same as the version that answered
     */
    static Map<Integer, Boolean> of(Validation validation, Set<Integer> ran) {
        Map<Integer, Boolean> right = new HashMap<>();
        ran.forEach(version -> right.put(version, validation.agrees()));
        right.put(validation.version(), validation.agrees());
        if (validation.others() != null) {
            for (Validation.OtherAnswer other : validation.others()) {
                right.put(other.version(), other.agrees());
            }
        }
        return right;
    }

    /**
     * A rollout after an answer of the oracle to a request on which both versions ran. They are
     * compared by the audit and the duels alone: what was chosen to learn from favours one of them.
     */
    static Rollout count(Rollout rollout, Validation validation) {
        if (validation.draw() != Draw.AUDIT && validation.draw() != Draw.DUEL) {
            return rollout;
        }
        Map<Integer, Boolean> right =
                of(validation, Set.of(rollout.challenger(), rollout.champion()));
        return rollout.plus(right.get(rollout.challenger()), right.get(rollout.champion()));
    }

    /** What the version answered; null when it gave no answer. */
    static JsonNode answer(Validation validation, int version) {
        if (version != validation.version() && validation.others() != null) {
            for (Validation.OtherAnswer other : validation.others()) {
                if (other.version() == version) {
                    return other.output();
                }
            }
        }
        return validation.output();
    }
}

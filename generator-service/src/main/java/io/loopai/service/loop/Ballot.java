package io.loopai.service.loop;

import io.loopai.decision.Rollout;
import io.loopai.task.Draw;
import java.util.Map;

/** What a label says of the two versions of a rollout. */
final class Ballot {

    private Ballot() {}

    /**
     * A rollout after an answer of the oracle. Its versions are compared where both ran, and by the
     * audit and the duels alone: what was chosen to learn from favours one of them.
     *
     * @param right versions that ran on the request, and whether the oracle agrees with them
     */
    static Rollout count(Rollout rollout, Draw draw, Map<Integer, Boolean> right) {
        boolean compares = draw == Draw.AUDIT || draw == Draw.DUEL;
        boolean both =
                right.containsKey(rollout.challenger()) && right.containsKey(rollout.champion());
        return compares && both
                ? rollout.plus(right.get(rollout.challenger()), right.get(rollout.champion()))
                : rollout;
    }
}

package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.decision.DuelCounts;
import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.task.Draw;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BallotTest {

    private static final Rollout ROLLOUT = Rollout.start(2, 1, 1, Instant.EPOCH, PairCounts.NONE);

    @ParameterizedTest
    @EnumSource(Draw.class)
    void shouldCompareVersionsByTheAuditAndTheDuelsAlone(Draw draw) {
        DuelCounts duels = Ballot.count(ROLLOUT, draw, Map.of(1, false, 2, true)).duels();

        boolean counts = draw == Draw.AUDIT || draw == Draw.DUEL;
        assertThat(duels).isEqualTo(counts ? new DuelCounts(1, 0) : DuelCounts.NONE);
    }

    @Test
    void shouldCompareVersionsOnlyWhereBothRan() {
        assertThat(Ballot.count(ROLLOUT, Draw.AUDIT, Map.of(1, false, 3, true))).isEqualTo(ROLLOUT);
    }
}

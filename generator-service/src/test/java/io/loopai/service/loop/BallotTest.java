package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.decision.DuelCounts;
import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Validation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BallotTest {

    @ParameterizedTest
    @EnumSource(Draw.class)
    void shouldCompareVersionsByTheAuditAndTheDuelsAlone(Draw draw) {
        Rollout rollout = Rollout.start(2, 1, 1, Instant.EPOCH, PairCounts.NONE);

        DuelCounts duels = Ballot.count(rollout, wonByTheChallenger(draw)).duels();

        boolean counts = draw == Draw.AUDIT || draw == Draw.DUEL;
        assertThat(duels).isEqualTo(counts ? new DuelCounts(1, 0) : DuelCounts.NONE);
    }

    private static Validation wonByTheChallenger(Draw draw) {
        return new Validation(
                "r-1",
                "spam",
                1,
                Json.MAPPER.createObjectNode(),
                TextNode.valueOf("ham"),
                1.0,
                TextNode.valueOf("spam"),
                false,
                List.of(
                        new Validation.OtherAnswer(
                                2, ProgramStatus.SUCCESS, TextNode.valueOf("spam"), true)),
                1,
                Oracle.LABELS,
                draw,
                0.5,
                null,
                0,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}

package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loopai.task.Json;
import org.junit.jupiter.api.Test;

class PairCountsTest {

    @Test
    void shouldTellWhatIsAsGoodFromWhatIsBetter() {
        assertThat(new PairCounts(4, 4, 4).isAsGood()).as("four say nothing").isFalse();
        assertThat(new PairCounts(5, 0, 0).isAsGood()).isTrue();
        assertThat(new PairCounts(300, -1, 9).isAsGood()).isFalse();

        assertThat(new PairCounts(300, 30, 300).isBetter()).isFalse();
        assertThat(new PairCounts(300, 60, 300).isBetter()).isTrue();
        assertThat(new PairCounts(300, -60, 300).isBetter()).isFalse();
        assertThat(PairCounts.NONE.isBetter()).isFalse();
        assertThat(new PairCounts(300, 9, 9).isBetter()).as("nine say too little").isFalse();
        assertThat(new PairCounts(300, 10, 10).isBetter()).isTrue();
    }

    /** What both know or neither does says nothing of which is better. */
    @Test
    void shouldCountRecordsOnWhichExactlyOneIsRight() {
        PairCounts counts = PairCounts.NONE;
        for (int i = 0; i < 300; i++) {
            counts = counts.plus(true, true).plus(false, false);
        }
        for (int i = 0; i < 31; i++) {
            counts = counts.plus(true, false);
        }
        for (int i = 0; i < 9; i++) {
            counts = counts.plus(false, true);
        }

        assertThat(counts).isEqualTo(new PairCounts(640, 22, 40));
        assertThat(counts.isBetter()).isTrue();
    }

    @Test
    void shouldTakeAllForDifferentWhereAnEarlierBuildHasNotCounted() throws Exception {
        assertThat(Json.MAPPER.readValue("{\"pairs\":300,\"lead\":22}", PairCounts.class))
                .isEqualTo(new PairCounts(300, 22, 300));
    }

    @Test
    void shouldRefuseALeadOfMoreThanThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairCounts(10, -5, 4))
                .withMessage(
                        "the lead is at most the number of pairs that differ, and that of all pairs,"
                                + " but is -5 of 4 of 10");
    }
}

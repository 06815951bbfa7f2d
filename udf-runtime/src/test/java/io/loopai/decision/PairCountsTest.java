package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairCountsTest {

    @Test
    void shouldTellWhatIsAsGoodFromWhatIsBetter() {
        assertThat(new PairCounts(4, 4).isAsGood()).as("four say nothing").isFalse();
        assertThat(new PairCounts(5, 0).isAsGood()).isTrue();
        assertThat(new PairCounts(300, -1).isAsGood()).isFalse();

        assertThat(new PairCounts(300, 30).isBetter()).isFalse();
        assertThat(new PairCounts(300, 60).isBetter()).isTrue();
        assertThat(new PairCounts(300, -60).isBetter()).isFalse();
        assertThat(PairCounts.NONE.isBetter()).isFalse();
    }

    /** 38 duels of 40 records are more than 38 of 300. */
    @Test
    void shouldAskForMoreWhereBothAreMostlyRightOrWrong() {
        assertThat(new PairCounts(40, 22).isBetter()).isTrue();
        assertThat(new PairCounts(300, 22).isBetter()).isFalse();
    }
}

package io.loopai.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CostBudgetTest {

    private final CostBudget whole = CostBudget.ofUsd(1);

    @Test
    void shouldSpendOfThePartAndOfTheWhole() {
        CostBudget part = whole.part(0.5);

        CostBudget.Reservation call = part.reserve(0.4, "m");
        assertThat(whole.leftUsd()).isEqualTo(0.6);
        call.settle(0.25, 100, 7);

        assertThat(part.spentUsd()).isEqualTo(0.25);
        assertThat(part.leftUsd()).isEqualTo(0.25);
        assertThat(whole.spentUsd()).isEqualTo(0.25);
        assertThat(whole.leftUsd()).isEqualTo(0.75);
        assertThat(part.tokensIn()).isEqualTo(whole.tokensIn()).isEqualTo(100);
        assertThat(part.tokensOut()).isEqualTo(whole.tokensOut()).isEqualTo(7);
    }

    @Test
    void shouldExceedNeitherThePartNorTheWhole() {
        CostBudget small = whole.part(0.1);
        assertThatThrownBy(() -> small.reserve(0.2, "m"))
                .hasMessageStartingWith("the LLM budget of 0.1 USD does not allow another call");
        assertThat(whole.leftUsd()).as("nothing stays set aside").isEqualTo(1);

        CostBudget large = whole.part(1_000);
        large.reserve(0.9, "m").forfeit();
        assertThatThrownBy(() -> large.reserve(0.2, "m"))
                .hasMessageStartingWith("the LLM budget of 1 USD does not allow another call");
        assertThat(large.leftUsd()).isEqualTo(999.1);
        assertThat(whole.spentUsd()).isEqualTo(0.9);
    }

    @Test
    void shouldCountAReservationOnce() {
        CostBudget.Reservation call = whole.part(1).reserve(0.4, "m");
        call.release();
        call.forfeit();

        assertThat(whole.spentUsd()).isZero();
        assertThat(whole.leftUsd()).isEqualTo(1);
    }
}

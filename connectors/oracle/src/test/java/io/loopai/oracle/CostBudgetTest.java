package io.loopai.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
    void shouldTellARefusalThatMayPassFromOneThatIsFinal() {
        CostBudget.Reservation running = whole.reserve(0.7, "m");
        assertThatThrownBy(() -> whole.part(5).reserve(0.4, "m"))
                .isInstanceOfSatisfying(
                        LlmException.class,
                        e -> assertThat(e.reason()).isEqualTo(LlmException.Reason.BUDGET_IN_USE));
        assertThat(whole.refusal()).isEmpty();

        running.forfeit();
        CostBudget part = whole.part(5);
        assertThatThrownBy(() -> part.reserve(0.4, "m"))
                .isInstanceOfSatisfying(
                        LlmException.class,
                        e -> assertThat(e.reason()).isEqualTo(LlmException.Reason.BUDGET));
        assertThat(part.refusal())
                .contains(
                        "the LLM budget of 1 USD does not allow another call: 0.7 USD are spent,"
                                + " and a call of m can cost up to 0.4; raise the budget, or ask a"
                                + " cheaper model");
    }

    @Test
    void shouldBeginAnewEveryDay() {
        Instant[] now = {Instant.parse("2026-01-31T23:59:59Z")};
        Clock clock =
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now[0];
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                };
        CostBudget daily = CostBudget.ofUsdPerDay(1, clock);
        daily.reserve(0.9, "m").forfeit();
        assertThatThrownBy(() -> daily.reserve(0.2, "m"))
                .hasMessageStartingWith(
                        "the LLM budget of 1 USD a day (UTC) does not allow another call");

        now[0] = now[0].plusSeconds(1);

        assertThat(daily.leftUsd()).isEqualTo(1);
        daily.part(5).reserve(0.2, "m").forfeit();
        assertThat(daily.spentUsd()).isEqualTo(0.2);
    }

    @Test
    void shouldKeepWhatIsSpentWhenItsLimitChanges() {
        whole.reserve(0.6, "m").forfeit();

        whole.changeLimit(0.7, " (half of 1.4 USD)");

        assertThat(whole.spentUsd()).isEqualTo(0.6);
        assertThatThrownBy(() -> whole.reserve(0.2, "m"))
                .hasMessage(
                        "the LLM budget of 0.7 USD (half of 1.4 USD) does not allow another call:"
                                + " 0.6 USD are spent, and a call of m can cost up to 0.2; raise the"
                                + " budget, or ask a cheaper model");
    }

    @Test
    void shouldCountWhatWasSpentBeforeARestart() {
        whole.spentBefore(0.6);
        whole.reserve(0.3, "m").forfeit();
        whole.spentBefore(0.6); // somebody remembers less than there was

        assertThat(whole.spentUsd()).isEqualTo(0.9);
        assertThatThrownBy(() -> whole.reserve(0.2, "m"))
                .hasMessageStartingWith("the LLM budget of 1 USD does not allow another call");
    }

    @Test
    void shouldTellTheMostThatRunningCallsCanCost() {
        CostBudget.Reservation running = whole.reserve(0.4, "m");
        assertThat(whole.mostSpentUsd()).isEqualTo(0.4);

        running.settle(0.1, 10, 1);

        assertThat(whole.mostSpentUsd()).isEqualTo(0.1);
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

package io.loopai.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyBudgetsTest {

    private static final long DAY = 86_400_000;

    @Test
    void shouldDivideTheHalfOfTheDaysMoneyAmongSubtasks() {
        assertThat(DailyBudgets.restored(List.of(), 4).of(task("usd_per_day: 2"), 0).leftUsd())
                .isEqualTo(0.25);
        assertThat(DailyBudgets.restored(List.of(), 4).of(task("rate: 1"), 0).leftUsd())
                .isEqualTo(1e9);
    }

    @Test
    void shouldSpreadWhatAllSubtasksHaveSpentAmongThoseThatThereAre() {
        List<Spent> two = List.of(spent("spam", 1, 0.3), spent("spam", 1, 0.5));

        List<Spent> remembered = new ArrayList<>();
        for (int subtask = 0; subtask < 4; subtask++) {
            DailyBudgets budgets = DailyBudgets.restored(two, 4);
            assertThat(budgets.of(task("usd_per_day: 2"), DAY).leftUsd()).isEqualTo(0.05);
            remembered.addAll(budgets.spent());
        }

        assertThat(DailyBudgets.restored(remembered, 1).of(task("usd_per_day: 2"), DAY).spentUsd())
                .isEqualTo(0.8);
    }

    @Test
    void shouldBeginAnewEveryDay() {
        DailyBudgets budgets = DailyBudgets.restored(List.of(spent("spam", 1, 0.75)), 1);
        assertThat(budgets.of(task("usd_per_day: 2"), 2 * DAY - 1).leftUsd()).isEqualTo(0.25);

        assertThat(budgets.of(task("usd_per_day: 2"), 2 * DAY).leftUsd()).isEqualTo(1);
    }

    /** By a clock that is behind that of the machine which has spent it. */
    @Test
    void shouldKeepWhatIsSpentOnADayThatHasNotBegunHere() {
        DailyBudgets budgets = DailyBudgets.restored(List.of(spent("spam", 2, 0.75)), 1);

        assertThat(budgets.of(task("usd_per_day: 2"), 2 * DAY - 1).leftUsd()).isEqualTo(0.25);
        assertThat(budgets.of(task("usd_per_day: 2"), 2 * DAY).leftUsd()).isEqualTo(0.25);
    }

    @Test
    void shouldForgetDaysThatAreOver() {
        List<Spent> before =
                List.of(spent("spam", 1, 0.5), spent("spam", 2, 0.25), spent("other", 1, 0.5));

        DailyBudgets budgets = DailyBudgets.restored(before, 1);

        assertThat(budgets.spent()).hasSize(1);
        assertThat(budgets.of(task("usd_per_day: 2"), 2 * DAY).spentUsd()).isEqualTo(0.25);
    }

    @Test
    void shouldKeepWhatIsSpentOfATaskThatIsNotAskedAbout() {
        DailyBudgets budgets = DailyBudgets.restored(List.of(spent("other", 0, 0.5)), 1);
        budgets.of(task("usd_per_day: 2"), 0);

        assertThat(budgets.spent())
                .extracting(each -> each.task + ": " + each.usd)
                .containsExactlyInAnyOrder("other: 0.5", "spam: 0.0");
    }

    private static Spent spent(String task, long day, double usd) {
        Spent spent = new Spent();
        spent.task = task;
        spent.day = day;
        spent.usd = usd;
        return spent;
    }

    private static TaskSpec task(String sampling) {
        return Asked.task("sampling: {" + sampling + "}").spec();
    }
}

package io.loopai.validation;

import io.loopai.oracle.CostBudget;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one subtask's questions to the LLM may cost today (UTC), by task: an even share of the oracle's
 * half of {@code usd_per_day}.
 *
 * <pre>{@code
 * DailyBudgets budgets = DailyBudgets.restored(remembered, 2);
 * budgets.of(task, now).leftUsd();   // 0.4857
 * remembered = budgets.spent();
 * }</pre>
 */
final class DailyBudgets {

    private static final long DAY_MILLIS = 86_400_000;
    private static final double NO_LIMIT_USD = 1e9;

    private final int subtasks;
    private final Map<String, CostBudget> budgets = new HashMap<>();
    private long day;

    private DailyBudgets(int subtasks) {
        this.subtasks = subtasks;
    }

    /**
     * Goes on where subtasks stopped, however many they were: what all of them have spent is spread
     * evenly, like the budget.
     *
     * @param before of all subtasks; a day is over when one of them knows a later one
     * @param subtasks that there are now
     */
    static DailyBudgets restored(Iterable<Spent> before, int subtasks) {
        DailyBudgets restored = new DailyBudgets(subtasks);
        Map<String, Double> usd = new HashMap<>();
        for (Spent each : before) {
            if (each.day > restored.day) {
                restored.day = each.day;
                usd.clear();
            }
            if (each.day == restored.day) {
                usd.merge(each.task, each.usd, Double::sum);
            }
        }
        usd.forEach((task, all) -> restored.budget(task).spentBefore(all / subtasks));
        return restored;
    }

    /** What is spent, and may be by calls under way. */
    List<Spent> spent() {
        List<Spent> all = new ArrayList<>();
        budgets.forEach(
                (task, budget) -> {
                    Spent each = new Spent();
                    each.task = task;
                    each.day = day;
                    each.usd = budget.mostSpentUsd();
                    all.add(each);
                });
        return all;
    }

    CostBudget of(TaskSpec task, long now) {
        long today = Math.floorDiv(now, DAY_MILLIS);
        // Clocks of machines differ a little: what another one knows of the next day stays.
        if (today > day) {
            day = today;
            budgets.clear();
        }
        CostBudget budget = budget(task.id());
        Double half = task.sampling().halfOfUsdPerDay();
        if (half == null) {
            budget.changeLimit(NO_LIMIT_USD, "");
        } else {
            budget.changeLimit(half / subtasks, share(task.sampling().usdPerDay()));
        }
        return budget;
    }

    private CostBudget budget(String task) {
        return budgets.computeIfAbsent(task, key -> CostBudget.ofUsd(0));
    }

    private String share(double usdPerDay) {
        return " a day (UTC; of the task's usd_per_day of "
                + CostBudget.usd(usdPerDay)
                + " USD one half is for programs, the other for the oracle"
                + (subtasks == 1 ? "" : ", whose " + subtasks + " subtasks have equal shares of it")
                + ")";
    }
}

package io.loopai.service.loop;

import io.loopai.task.TaskSpec;
import java.time.LocalDate;
import java.util.List;

/**
 * What a task's LLMs have cost, by days (UTC).
 *
 * @param usdPerDay what they may cost on one day; null for any amount
 * @param leftUsd what is left of it today; null for any amount
 * @param oracleLeftUsd what is left of it for the oracle; null for any amount
 * @param generatorLeftUsd what is left of it for programs; null for any amount
 * @param days on which something was spent, the newest first
 */
public record CostReport(
        String taskId,
        Double usdPerDay,
        Double leftUsd,
        Double oracleLeftUsd,
        Double generatorLeftUsd,
        Day today,
        List<Day> days) {

    static CostReport of(TaskSpec task, Day today, List<Day> days) {
        Double most = task.sampling().usdPerDay();
        return most == null
                ? new CostReport(task.id(), null, null, null, null, today, days)
                : new CostReport(
                        task.id(),
                        most,
                        Math.max(0, most - today.usd()),
                        Math.max(0, task.sampling().halfOfUsdPerDay() - today.oracleUsd()),
                        Math.max(0, ProgramMoney.left(task, today)),
                        today,
                        days);
    }

    /**
     * One day.
     *
     * @param oracleUsd for answers to samples and fallbacks
     * @param generatorUsd for programs
     * @param sums of each purpose and model
     */
    public record Day(LocalDate date, double oracleUsd, double generatorUsd, List<Sum> sums) {

        static Day nothing(LocalDate date) {
            return new Day(date, 0, 0, List.of());
        }

        double usd() {
            return oracleUsd + generatorUsd;
        }
    }

    /**
     * What one model has cost for one purpose.
     *
     * @param purpose {@code oracle} or {@code generator}
     * @param model null where it is not known
     * @param rows answers, or attempts to write a program
     */
    public record Sum(
            String purpose, String model, long rows, long tokensIn, long tokensOut, double usd) {

        Sum plus(Sum other) {
            return new Sum(
                    purpose,
                    model,
                    rows + other.rows,
                    tokensIn + other.tokensIn,
                    tokensOut + other.tokensOut,
                    usd + other.usd);
        }
    }
}

package io.loopai.service.loop;

import java.time.LocalDate;
import java.util.List;

/**
 * What a task's LLMs have cost, by days (UTC).
 *
 * @param usdPerDay what they may cost on one day; null for any amount
 * @param leftUsd what is left of it today; null for any amount
 * @param days on which something was spent, the newest first
 */
public record CostReport(
        String taskId, Double usdPerDay, Double leftUsd, Day today, List<Day> days) {

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

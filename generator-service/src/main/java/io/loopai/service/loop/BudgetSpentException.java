package io.loopai.service.loop;

import java.util.Locale;

/** What the task's LLMs may cost in a day is spent; the message says by whom, and what to do. */
final class BudgetSpentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BudgetSpentException(double most, CostReport.Day today) {
        super(
                String.format(
                        Locale.ROOT,
                        "the task's usd_per_day (%.2f USD) is spent: %.2f USD by the oracle, %.2f USD"
                                + " by the generator; raise it, or ask again tomorrow (UTC)",
                        most,
                        today.oracleUsd(),
                        today.generatorUsd()));
    }
}

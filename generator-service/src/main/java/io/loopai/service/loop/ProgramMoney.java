package io.loopai.service.loop;

import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.service.db.Database;
import io.loopai.task.TaskSpec;
import java.time.Clock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * What programs by an LLM may cost today (UTC), and did cost, as the ledger knows it: a restart of the
 * service forgets nothing.
 *
 * <pre>{@code
 * ProgramMoney.Attempt attempt = money.setAside(task, writer);
 * attempt.writer().write(task, rows, predecessor, seed);
 * money.charge(attempt);
 * }</pre>
 */
final class ProgramMoney {

    private static final double ANY_USD = 1e9;

    private final Database database;
    private final Clock clock;

    ProgramMoney(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An attempt to write a program.
     *
     * @param writer who may spend no more than what is set aside
     * @param row in the ledger
     */
    record Attempt(LlmStrategy writer, String row) {}

    /** Says that there is no money for an LLM today; empty otherwise. */
    String spent(TaskSpec task) {
        CostReport.Day today = today(task);
        Double most = task.sampling().usdPerDay();
        return most == null || left(task, today) > 0
                ? ""
                : String.format(
                        "; the LLM was not asked: programs may cost %s USD, half of the task's"
                                + " usd_per_day of %s USD, and nothing is left for them: the oracle"
                                + " has spent %s USD, the generator %s USD; raise it, or ask again"
                                + " tomorrow (UTC)",
                        CostBudget.usd(task.sampling().halfOfUsdPerDay()),
                        CostBudget.usd(most),
                        CostBudget.usd(today.oracleUsd()),
                        CostBudget.usd(today.generatorUsd()));
    }

    /** Begins an attempt; the most that it may cost counts as spent until it is charged. */
    Attempt setAside(TaskSpec task, LlmStrategy writer) {
        writer.budget().spentBefore(ledger(h -> CostTable.generatedToday(h, clock.instant())));
        // What the oracle has spent may have come since somebody looked.
        double left = Math.max(0, left(task, today(task)));
        double most = Math.min(left, writer.budget().leftUsd());
        String row =
                ledger(
                        handle ->
                                CostTable.setAside(
                                        handle, task.id(), clock.instant(), writer.model(), most));
        LlmStrategy within = writer.within(left);
        within.budget().changeLimit(left, of(task));
        return new Attempt(within, row);
    }

    private static String of(TaskSpec task) {
        Double most = task.sampling().usdPerDay();
        return most == null
                ? ""
                : " (left for programs today of the task's usd_per_day of "
                        + CostBudget.usd(most)
                        + " USD)";
    }

    /** Ends it; calls that still run are charged with the most that they can cost. */
    void charge(Attempt attempt) {
        CostBudget spent = attempt.writer().budget();
        ledger(
                handle -> {
                    CostTable.settle(
                            handle,
                            attempt.row(),
                            spent.tokensIn(),
                            spent.tokensOut(),
                            spent.mostSpentUsd());
                    return null;
                });
    }

    private CostReport.Day today(TaskSpec task) {
        return ledger(handle -> CostTable.today(handle, task.id(), clock.instant()));
    }

    /** Of the half for programs, and of the whole: it may have been more this morning. */
    static double left(TaskSpec task, CostReport.Day today) {
        Double half = task.sampling().halfOfUsdPerDay();
        return half == null
                ? ANY_USD
                : Math.min(half - today.generatorUsd(), task.sampling().usdPerDay() - today.usd());
    }

    private <T> T ledger(Function<Handle, T> work) {
        return database.inTransaction(work);
    }
}

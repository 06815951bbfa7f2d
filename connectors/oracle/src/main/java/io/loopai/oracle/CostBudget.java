package io.loopai.oracle;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * USD that calls may cost altogether. Before a call the most that it can cost is set aside;
 * afterwards what it did cost is charged, so that calls that run at the same time cannot exceed the
 * budget either.
 *
 * <pre>{@code
 * CostBudget budget = CostBudget.ofUsd(2);
 * LlmClient client = LlmClient.open(settings, PriceTable.standard(), budget, null);
 * budget.spentUsd();   // 0.0143
 * }</pre>
 *
 * <p>A call whose outcome is not known, because the endpoint did not answer in time, is charged with
 * the most that it can have cost. What counts is the price table, and that endpoints keep to the most
 * tokens they are asked for, as the protocol says.
 */
public final class CostBudget {

    private static final double NANOS = 1e9;

    private final CostBudget whole;
    private final Clock clock;
    private long limit;
    private String name;
    private long day;
    private String refusal;
    private long spent;
    private long reserved;
    private long tokensIn;
    private long tokensOut;

    /**
     * @param whole of which this is a part; may be null
     * @param clock null for a budget that is not of one day
     */
    private CostBudget(long limit, CostBudget whole, Clock clock) {
        this.limit = limit;
        this.whole = whole;
        this.clock = clock;
        this.day = today();
        name(clock == null ? "" : " a day (UTC)");
    }

    private void name(String of) {
        name = "the LLM budget of " + usd(limit / NANOS) + " USD" + of;
    }

    /**
     * A budget, of which nothing is spent yet.
     *
     * @throws LlmException when the amount is negative or no number
     */
    public static CostBudget ofUsd(double usd) {
        return new CostBudget(limit(usd), null, null);
    }

    /**
     * A budget of which nothing is spent at the beginning of each day (UTC). What was set aside the
     * day before and is spent now counts for today.
     *
     * @throws LlmException when the amount is negative or no number
     */
    public static CostBudget ofUsdPerDay(double usd, Clock clock) {
        return new CostBudget(limit(usd), null, clock);
    }

    private static long limit(double usd) {
        if (!(usd >= 0 && usd <= 1e9)) {
            throw new LlmException(
                    LlmException.Reason.SETTINGS,
                    "the LLM budget must be a number of USD, 0 or more, not " + usd);
        }
        return (long) Math.floor(usd * NANOS);
    }

    /**
     * A part of this one for one purpose: what is spent of the part is spent of the whole, and neither
     * is exceeded.
     *
     * @throws LlmException when the amount is negative or no number
     */
    public CostBudget part(double usd) {
        return new CostBudget(limit(usd), this, null);
    }

    /**
     * Changes what calls may cost altogether; what is spent stays spent.
     *
     * @param of of what it is a share, such as {@code " (half of the task's usd_per_day of 2 USD)"};
     *     whoever is refused a call is told so
     * @throws LlmException when the amount is negative or no number
     */
    public synchronized void changeLimit(double usd, String of) {
        limit = limit(usd);
        name(of);
    }

    /**
     * Counts what was spent before a restart, as somebody has remembered it: so much is spent, unless
     * it is more already.
     */
    public synchronized void spentBefore(double usd) {
        beginDay();
        spent = Math.max(spent, nanos(usd));
    }

    /** What the latest call was told that was refused; empty while none was. */
    public synchronized Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** What calls have cost so far. */
    public synchronized double spentUsd() {
        beginDay();
        return spent / NANOS;
    }

    /** What calls have cost so far, and the most that running ones can. */
    public synchronized double mostSpentUsd() {
        beginDay();
        return (spent + reserved) / NANOS;
    }

    /** Tokens of all requests so far, as far as the endpoint has answered. */
    public synchronized long tokensIn() {
        return tokensIn;
    }

    /** Tokens of all replies so far. */
    public synchronized long tokensOut() {
        return tokensOut;
    }

    /** What is left for further calls; what running calls may cost is not. */
    public synchronized double leftUsd() {
        beginDay();
        return (limit - spent - reserved) / NANOS;
    }

    /**
     * Sets aside what a call costs at most.
     *
     * @throws LlmException when less than that is left; its reason tells whether more may be left when
     *     running calls have ended
     */
    synchronized Reservation reserve(double usd, String model) {
        try {
            return setAside(usd, model);
        } catch (LlmException e) {
            if (e.reason() == LlmException.Reason.BUDGET) {
                refusal = e.getMessage();
            }
            throw e;
        }
    }

    private Reservation setAside(double usd, String model) {
        beginDay();
        long most = nanos(usd);
        if (most > limit - spent - reserved) {
            throw new LlmException(
                    most > limit - spent
                            ? LlmException.Reason.BUDGET
                            : LlmException.Reason.BUDGET_IN_USE,
                    name
                            + " does not allow another call: "
                            + usd(spent / NANOS)
                            + " USD are spent"
                            + (reserved == 0
                                    ? ""
                                    : ", " + usd(reserved / NANOS) + " set aside for running calls")
                            + ", and a call of "
                            + model
                            + " can cost up to "
                            + usd(most / NANOS)
                            + "; raise the budget, or ask a cheaper model");
        }
        Reservation above = whole == null ? null : whole.reserve(usd, model);
        reserved += most;
        return new Reservation(most, above);
    }

    /** What was set aside for one call; the first that is said of it counts. */
    final class Reservation {
        private final long most;
        private final Reservation above;
        private boolean settled;

        private Reservation(long most, Reservation above) {
            this.most = most;
            this.above = above;
        }

        /** Charges what the call did cost. */
        void settle(double usd, long in, long out) {
            settle(nanos(usd), in, out);
        }

        /** The call cost nothing. */
        void release() {
            settle(0L, 0, 0);
        }

        /** Nobody knows what the call cost: at most all that was set aside. */
        void forfeit() {
            settle(most, 0, 0);
        }

        private void settle(long nanos, long in, long out) {
            synchronized (CostBudget.this) {
                if (!settled) {
                    beginDay();
                    settled = true;
                    reserved -= most;
                    spent += nanos;
                    tokensIn += in;
                    tokensOut += out;
                }
            }
            if (above != null) {
                above.settle(nanos, in, out);
            }
        }
    }

    private void beginDay() {
        long today = today();
        if (today != day) {
            day = today;
            spent = 0;
        }
    }

    private long today() {
        return clock == null
                ? 0
                : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
    }

    /** In the favour of the budget. */
    private static long nanos(double usd) {
        return (long) Math.ceil(usd * NANOS);
    }

    /** Such as {@code 2}, {@code 0.15}, {@code 0.0004}. */
    public static String usd(double amount) {
        String digits = String.format(Locale.ROOT, "%.4f", amount);
        return digits.replaceFirst("\\.?0+$", "");
    }
}

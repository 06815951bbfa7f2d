package io.loopai.oracle;

import java.util.Locale;

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

    private final long limit;
    private final CostBudget whole;
    private long spent;
    private long reserved;
    private long tokensIn;
    private long tokensOut;

    private CostBudget(long limit, CostBudget whole) {
        this.limit = limit;
        this.whole = whole;
    }

    /**
     * A budget, of which nothing is spent yet.
     *
     * @throws LlmException when the amount is negative or no number
     */
    public static CostBudget ofUsd(double usd) {
        if (!(usd >= 0 && usd <= 1e9)) {
            throw new LlmException(
                    LlmException.Reason.SETTINGS,
                    "the LLM budget must be a number of USD, 0 or more, not " + usd);
        }
        return new CostBudget((long) Math.floor(usd * NANOS), null);
    }

    /**
     * A part of this one for one purpose: what is spent of the part is spent of the whole, and neither
     * is exceeded.
     *
     * @throws LlmException when the amount is negative or no number
     */
    public CostBudget part(double usd) {
        return new CostBudget(ofUsd(usd).limit, this);
    }

    /** What calls have cost so far. */
    public synchronized double spentUsd() {
        return spent / NANOS;
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
        return (limit - spent - reserved) / NANOS;
    }

    /**
     * Sets aside what a call costs at most.
     *
     * @throws LlmException when less than that is left
     */
    synchronized Reservation reserve(double usd, String model) {
        long most = nanos(usd);
        if (most > limit - spent - reserved) {
            throw new LlmException(
                    LlmException.Reason.BUDGET,
                    "the LLM budget of "
                            + usd(limit / NANOS)
                            + " USD does not allow another call: "
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

    /** In the favour of the budget. */
    private static long nanos(double usd) {
        return (long) Math.ceil(usd * NANOS);
    }

    /** Such as {@code 2}, {@code 0.15}, {@code 0.0004}. */
    static String usd(double amount) {
        String digits = String.format(Locale.ROOT, "%.4f", amount);
        return digits.replaceFirst("\\.?0+$", "");
    }
}

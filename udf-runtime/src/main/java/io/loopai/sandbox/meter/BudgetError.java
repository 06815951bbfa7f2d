package io.loopai.sandbox.meter;

/** Unwinds a program that went over its budget; every handler in the program throws it on. */
public final class BudgetError extends Error {

    private static final long serialVersionUID = 1L;

    /** Public because a {@link Meter} is defined by a class loader of its own. */
    public BudgetError() {
        // No stack trace: its frames would keep the program's class loader alive.
        super("budget exhausted", null, false, false);
    }
}

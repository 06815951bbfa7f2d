package io.loopai.cli.terminal;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line that says how far a long command is.
 *
 * <pre>{@code
 * ProgressLine progress = new ProgressLine(Terminal.stderr());
 * while (!done()) {
 *     progress.update(() -> Formats.count(records()) + " records");
 * }
 * progress.finish("1,000 records in 2.0 s");
 * }</pre>
 *
 * <p>On a terminal the line is rewritten at most ten times a second; elsewhere, in a log for
 * instance, a plain line appears every five seconds. Not thread-safe.
 */
public final class ProgressLine {

    private static final long REWRITE_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final String CLEAR_TO_END = "\u001b[K";

    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private long shownAt;

    /** A progress line that goes by the system's clock. */
    public ProgressLine(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    ProgressLine(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        // A terminal shows the first text at once; a log only what takes longer than its interval.
        this.shownAt = terminal.interactive() ? now - REWRITE_NANOS : now;
    }

    /** Shows the text when it is time to; otherwise does not even ask for it. */
    public void update(Supplier<String> text) {
        long now = nanoTime.getAsLong();
        if (now - shownAt < (terminal.interactive() ? REWRITE_NANOS : PLAIN_NANOS)) {
            return;
        }
        shownAt = now;
        if (terminal.interactive()) {
            // One column less than the width: a full line would wrap and could not be rewritten.
            rewrite(Columns.fit(text.get(), terminal.width() - 1));
        } else {
            terminal.println(text.get());
        }
    }

    /** Makes room for other output: on a terminal the line disappears until the next update. */
    public void clear() {
        if (terminal.interactive()) {
            rewrite("");
        }
    }

    /** Replaces the line by a last one, which stays. */
    public void finish(String text) {
        clear();
        terminal.println(text);
    }

    private void rewrite(String text) {
        terminal.writer().print("\r" + text + CLEAR_TO_END);
        terminal.writer().flush();
    }
}

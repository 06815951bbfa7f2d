package io.loopai.validation;

import java.time.Duration;

/** Leaves an oracle alone that fails again and again: for a while, then for longer and longer. */
final class CircuitBreaker {

    private static final int FAILURES = 5;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final long firstPause;
    private int failures;
    private long pause;
    private long closedUntil;

    CircuitBreaker(Duration firstPause) {
        this.firstPause = firstPause.toMillis();
    }

    /** When the oracle may be asked again; in the past when it may be asked now. */
    long opensAt() {
        return closedUntil;
    }

    /** Whether the oracle has been failing for a while. */
    boolean isFailing() {
        return pause > 0;
    }

    /** @return whether this failure is the one after which the oracle is left alone */
    boolean failed(long now) {
        failures++;
        if (failures < FAILURES || now < closedUntil) {
            return false;
        }
        boolean first = pause == 0;
        pause = first ? firstPause : Math.min(2 * pause, LONGEST.toMillis());
        closedUntil = now + pause;
        return first;
    }

    /** @return whether the oracle had been failing */
    boolean succeeded() {
        boolean was = isFailing();
        failures = 0;
        pause = 0;
        closedUntil = 0;
        return was;
    }
}

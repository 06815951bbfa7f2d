package io.loopai.engine;

import io.loopai.sandbox.Budget;
import java.io.Serializable;

/**
 * How an {@link Engine} reads records and what programs may use.
 *
 * @param defaultTask for requests that name no task; null: such requests are rejected
 * @param format how bytes are read
 * @param fuel steps that a program may take for one record
 * @param timeoutMs milliseconds that a program may take for one record
 */
public record EngineOptions(String defaultTask, RequestFormat format, long fuel, long timeoutMs)
        implements Serializable {

    /** JSON requests, 20 million steps, 50 ms. */
    public static EngineOptions of(String defaultTask) {
        return new EngineOptions(defaultTask, RequestFormat.JSON, 20_000_000, 50);
    }

    /** The same options with another format. */
    public EngineOptions withFormat(RequestFormat other) {
        return new EngineOptions(defaultTask, other, fuel, timeoutMs);
    }

    Budget budget() {
        return new Budget(fuel, Budget.DEFAULT.depth(), timeoutMs * 1_000_000);
    }
}

package io.loopai.service.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * What a system did in a stretch of time, in numbers. No input, no answer, no label, no id of a request
 * is in it; a task is named by its id.
 *
 * @param seconds how long the stretch was
 * @param tasks those of which something was heard
 */
public record TelemetryReport(Instant at, double seconds, List<OfTask> tasks) {

    /** One task. */
    public record OfTask(String task, List<OfVersion> versions, OfOracle oracle) {}

    /**
     * What one version did.
     *
     * @param calls requests that it ran on
     * @param served of these, those whose caller got its answer
     * @param p50Us what half of the calls did not exceed, in µs
     * @param p99Us what 99% of them did not
     */
    public record OfVersion(
            int version,
            long calls,
            long served,
            long abstained,
            long errors,
            long timeouts,
            double p50Us,
            double p99Us) {}

    /**
     * What the oracle said.
     *
     * @param answered samples, whatever draw they are of
     * @param missing samples without an answer
     * @param audited answers to the audit, by which versions are judged
     * @param agreed of these, those with which the version that answered agrees
     * @param costUsd of all of them, in US dollars
     */
    public record OfOracle(
            long answered, long missing, long audited, long agreed, double costUsd) {}
}

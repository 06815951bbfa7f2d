package io.loopai.task;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the live versions of a task did on the requests of a stretch of time, as one subtask saw it: no
 * value of an input and no single answer is in it. Of a request that pins a version nothing is counted.
 *
 * @param revision of the deployment under which the requests ran
 * @param subtask the parallel instance that saw them, from 0
 * @param until when the stretch ended; it began when the one before it did end
 * @param versions those that ran on at least one request
 * @param fields how many inputs had each field, by the names at the top; no more than {@value
 *     #MOST_FIELDS} different ones, and none of more than {@value #LONGEST_FIELD} characters
 */
public record Traffic(
        String task,
        long revision,
        int subtask,
        Instant until,
        List<OfVersion> versions,
        Map<String, Long> fields) {

    /** More names than that are no fields but values in the place of names. */
    public static final int MOST_FIELDS = 200;

    public static final int LONGEST_FIELD = 100;

    public Traffic {
        versions = versions == null ? List.of() : List.copyOf(versions);
        fields = fields == null ? Map.of() : Map.copyOf(fields);
    }

    /** Without a word on the inputs. */
    public Traffic(
            String task, long revision, int subtask, Instant until, List<OfVersion> versions) {
        this(task, revision, subtask, until, versions, Map.of());
    }

    /**
     * What one version did.
     *
     * @param calls requests that it ran on, answered to the caller or not
     * @param served of these, those whose caller got its answer
     * @param abstained of the calls
     * @param errors of the calls, failures other than timeouts
     * @param timeouts of the calls, exhausted budgets
     * @param differed of the calls that were not served, those on which it said something else than
     *     the version that served
     * @param latencyCounts calls by their time in the program, see {@link LatencyCounts}
     * @param labels how often it gave each answer that the task lists: one of its output schema's
     *     {@code enum}, or {@code true} and {@code false} of a boolean; what comes beyond 200
     *     different ones, or is longer than 100 characters, is counted under the empty name. Empty
     *     for all other tasks: a free text may be a piece of somebody's input
     */
    public record OfVersion(
            int version,
            long calls,
            long served,
            long abstained,
            long errors,
            long timeouts,
            long differed,
            List<Long> latencyCounts,
            Map<String, Long> labels) {

        public OfVersion {
            latencyCounts = latencyCounts == null ? List.of() : List.copyOf(latencyCounts);
            labels = labels == null ? Map.of() : Map.copyOf(labels);
        }
    }
}

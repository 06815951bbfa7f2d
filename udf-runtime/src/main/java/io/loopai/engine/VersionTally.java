package io.loopai.engine;

import io.loopai.task.LatencyCounts;
import io.loopai.task.Traffic;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts what one version does under one deployment, since it was last asked. Of the answers it keeps
 * those alone that the task lists: any other text may be a piece of somebody's input.
 */
final class VersionTally {

    private static final int MOST_LABELS = 200;
    private static final int LONGEST_LABEL = 100;

    private final int version;
    private final Set<String> listed;
    private final LatencyCounts latency = new LatencyCounts();
    private final Map<String, long[]> labels = new HashMap<>();
    private long calls;
    private long served;
    private long abstained;
    private long errors;
    private long timeouts;
    private long differed;

    /**
     * @param listed answers that may be told, see {@link io.loopai.task.ListedAnswers}
     */
    VersionTally(int version, Set<String> listed) {
        this.version = version;
        this.listed = listed;
    }

    /** Counts a call whose answer the caller got. */
    void addServed(Answered answer) {
        served++;
        add(answer);
    }

    /** Counts a call beside the version that served. */
    void addBeside(Answered answer, boolean differs) {
        differed += differs ? 1 : 0;
        add(answer);
    }

    private void add(Answered answer) {
        calls++;
        latency.add(answer.nanos());
        switch (answer.status()) {
            case SUCCESS -> count(answer.output());
            case ABSTAINED -> abstained++;
            case ERROR -> errors++;
            case TIMEOUT -> timeouts++;
        }
    }

    private void count(Object output) {
        if (!(output instanceof String || output instanceof Boolean)
                || !listed.contains(output.toString())) {
            return;
        }
        String label = output.toString();
        if (label.length() > LONGEST_LABEL) {
            label = "";
        }
        long[] count = labels.get(label);
        if (count == null) {
            String name = labels.size() < MOST_LABELS ? label : "";
            count = labels.computeIfAbsent(name, unknown -> new long[1]);
        }
        count[0]++;
    }

    boolean isEmpty() {
        return calls == 0;
    }

    Traffic.OfVersion report() {
        Map<String, Long> counts = new HashMap<>();
        labels.forEach((label, count) -> counts.put(label, count[0]));
        return new Traffic.OfVersion(
                version,
                calls,
                served,
                abstained,
                errors,
                timeouts,
                differed,
                latency.toList(),
                counts);
    }
}

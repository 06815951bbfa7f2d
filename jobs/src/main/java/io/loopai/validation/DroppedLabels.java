package io.loopai.validation;

import io.loopai.task.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Labels that no sample takes. Each counts, in the counter {@code labels_dropped} of the group {@code
 * loopai}; of each task people are told once an hour, for whoever labels all executions has many.
 */
final class DroppedLabels {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Counter counter;
    private final Duration labelWait;
    private final Set<String> told = new HashSet<>();

    /** Of each task, how many no event has told of yet. */
    private final Map<String, Integer> untold = new HashMap<>();

    private long hour;

    DroppedLabels(MetricGroup operator, Duration labelWait) {
        this.counter = operator.addGroup("loopai").counter("labels_dropped");
        this.labelWait = labelWait;
    }

    /** Counts one; what to tell people, where they were not told in this hour. */
    Optional<Event> add(String task, long now) {
        counter.inc();
        untold.merge(task, 1, Integer::sum);
        if (hour != now / HOUR) {
            hour = now / HOUR;
            told.clear();
        }
        return told.add(task)
                ? Optional.of(event(task, untold.remove(task), now))
                : Optional.empty();
    }

    private Event event(String task, int count, long now) {
        return new Event(
                Event.Kind.LABELS_DROPPED,
                task,
                null,
                null,
                null,
                count
                        + (count == 1 ? " label was" : " labels were")
                        + " dropped here since this was said last: their executions were not"
                        + " sampled, or more than "
                        + labelWait.toHours()
                        + " hours ago; answer what 'loopai review' asks, or set"
                        + " loopai.oracle.label_wait higher (the metric labels_dropped counts them)",
                Instant.ofEpochMilli(now));
    }
}

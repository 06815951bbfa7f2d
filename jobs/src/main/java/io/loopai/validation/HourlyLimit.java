package io.loopai.validation;

import io.loopai.task.TaskSpec;
import java.util.HashMap;
import java.util.Map;

/** Counts the questions of every task in the current hour (UTC). */
final class HourlyLimit {

    private static final long HOUR_MILLIS = 3_600_000;

    private final int subtasks;
    private final Map<String, Integer> asked = new HashMap<>();
    private long hour;

    /** @param subtasks among whom the limit is divided */
    HourlyLimit(int subtasks) {
        this.subtasks = subtasks;
    }

    /** Whether one more question may be asked, which is then counted. */
    boolean take(TaskSpec task, long now) {
        long current = Math.floorDiv(now, HOUR_MILLIS);
        if (current != hour) {
            hour = current;
            asked.clear();
        }
        Integer most = task.sampling().samplesPerHour();
        int sofar = asked.getOrDefault(task.id(), 0);
        if (most != null && sofar >= Math.max(1, most / subtasks)) {
            return false;
        }
        asked.put(task.id(), sofar + 1);
        return true;
    }
}

package io.loopai.engine;

import io.loopai.task.Traffic;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts the fields that inputs have, since it was last asked. */
final class FieldTally {

    private final Map<String, long[]> counts = new HashMap<>();

    void add(Set<String> names) {
        for (String name : names) {
            long[] count = counts.get(name);
            if (count != null) {
                count[0]++;
            } else if (counts.size() < Traffic.MOST_FIELDS
                    && name.length() <= Traffic.LONGEST_FIELD) {
                counts.put(name, new long[] {1});
            }
        }
    }

    Map<String, Long> take() {
        Map<String, Long> taken = new HashMap<>();
        counts.forEach((name, count) -> taken.put(name, count[0]));
        counts.clear();
        return taken;
    }
}

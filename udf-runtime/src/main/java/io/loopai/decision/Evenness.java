package io.loopai.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.TaskSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How evenly records are spread over a task's answers: 1 when each answer is as frequent as any other,
 * 0 when all records have the same one.
 *
 * <pre>{@code
 * Evenness.of(List.of(50L, 50L));       // 1
 * Evenness.of(List.of(88L, 12L));       // 0.35: two records have the same answer in 79% of the cases
 * Evenness.of(List.of(88L, 12L, 0L));   // 0.22: there is a third answer, which never came
 * }</pre>
 *
 * <p>It is the logarithm of how many answers, all as frequent, would be the same as often for two
 * records, divided by the logarithm of how many answers there are (Hill, Diversity and evenness,
 * Ecology 54, 1973, of order 2). How often two records have the same answer is estimated without bias
 * (Simpson, Measurement of diversity, Nature 163, 1949), so a few labels of many answers do not look
 * uneven.
 */
public final class Evenness {

    private Evenness() {}

    /**
     * Of a task's answers. One that its output schema lists, or an example gives, and that never comes is
     * rare.
     *
     * @param counts of records drawn by chance alone, by answer
     */
    public static double of(TaskSpec task, Map<JsonNode, Long> counts) {
        Map<JsonNode, Long> all = new HashMap<>(counts);
        task.outputSchema().path("enum").forEach(listed -> all.putIfAbsent(listed, 0L));
        task.examples().forEach(given -> all.putIfAbsent(given.output(), 0L));
        return of(all.values());
    }

    /**
     * @param counts of records drawn by chance alone, for each answer that there is
     * @return in [0, 1]; 1 also where fewer than two records tell nothing
     */
    public static double of(Collection<Long> counts) {
        double records = 0;
        double same = 0;
        for (long count : counts) {
            records += count;
            same += (double) count * (count - 1);
        }
        if (records < 2 || same == 0) {
            return 1;
        }
        double alike = same / (records * (records - 1));
        // One answer alone: 0/0, and as uneven as can be.
        return alike == 1 ? 0 : Math.min(1, -Math.log(alike) / Math.log(counts.size()));
    }
}

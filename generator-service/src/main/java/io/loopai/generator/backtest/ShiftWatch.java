package io.loopai.generator.backtest;

import io.loopai.decision.LabelShift;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the latest answers of a version with its first, a few times per thousand records. */
final class ShiftWatch {

    private static final int EVERY = 100;

    private final List<String> answers = new ArrayList<>();
    private final Map<String, Long> labels = new HashMap<>();

    /** How many records back the shift began at the latest, when there is one; 0 otherwise. */
    int add(String label) {
        String name = label == null ? "" : label;
        answers.add(name);
        labels.merge(name, 1L, Long::sum);
        int needed = (int) LabelShift.recordsNeeded(labels.size());
        int size = answers.size();
        if (size % EVERY != 0 || size < 2 * needed) {
            return 0;
        }
        Map<String, Long> first = count(answers.subList(0, needed));
        return LabelShift.alarm(first, count(answers.subList(size - needed, size))) ? needed : 0;
    }

    private static Map<String, Long> count(List<String> answers) {
        Map<String, Long> counts = new HashMap<>();
        answers.forEach(answer -> counts.merge(answer, 1L, Long::sum));
        return counts;
    }
}

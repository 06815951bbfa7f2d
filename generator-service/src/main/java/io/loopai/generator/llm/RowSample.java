package io.loopai.generator.llm;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Groups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows that one candidate may learn from, drawn by chance and alike for all labels, before anything
 * is known of the program: so the other rows stay fit to measure it.
 *
 * @param shown those that stand in the first prompt
 * @param tried those on which mistakes are looked for; the shown ones among them
 */
record RowSample(List<LabelledRow> shown, Set<LabelledRow> tried) {

    /** Prompts with many labels show fewer rows of each. */
    private static final int MOST_SHOWN = 150;

    private static final int TRIED_PER_SHOWN = 4;

    /** Half of fewer rows could not measure a program. */
    private static final int WORTH_HALVING = 60;

    /**
     * Half of each label's rows, for all candidates to draw from: programs can be compared and weighed
     * only on rows that none of them has seen, and if each drew its own half, next to none would be
     * left. Near-duplicates stay together. All rows when they are too few to measure anything.
     */
    static List<LabelledRow> toDrawFrom(List<LabelledRow> rows, long seed) {
        if (rows.size() < WORTH_HALVING) {
            return rows;
        }
        Random random = new Random(seed);
        List<LabelledRow> halves = new ArrayList<>();
        for (List<LabelledRow> same : byLabel(rows)) {
            List<List<LabelledRow>> groups =
                    new ArrayList<>(
                            same.stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    Groups::key,
                                                    LinkedHashMap::new,
                                                    Collectors.toList()))
                                    .values());
            Collections.shuffle(groups, random);
            groups.subList(0, (groups.size() + 1) / 2).forEach(halves::addAll);
        }
        return halves;
    }

    static RowSample of(List<LabelledRow> rows, int perLabel, long seed) {
        Random random = new Random(seed);
        Collection<List<LabelledRow>> byLabel = byLabel(rows);
        int share = Math.max(1, Math.min(perLabel, MOST_SHOWN / Math.max(1, byLabel.size())));
        List<LabelledRow> shown = new ArrayList<>();
        Set<LabelledRow> tried = new LinkedHashSet<>();
        for (List<LabelledRow> same : byLabel) {
            Collections.shuffle(same, random);
            int show = Math.min(share, same.size());
            shown.addAll(same.subList(0, show));
            tried.addAll(same.subList(0, Math.min(same.size(), show * TRIED_PER_SHOWN)));
        }
        if (shown.size() > MOST_SHOWN) {
            // Numbers and free objects: as many labels as rows.
            Collections.shuffle(shown, random);
            shown = new ArrayList<>(shown.subList(0, MOST_SHOWN));
            tried = new LinkedHashSet<>(shown);
        }
        return new RowSample(shown, tried);
    }

    private static Collection<List<LabelledRow>> byLabel(List<LabelledRow> rows) {
        Map<String, List<LabelledRow>> byLabel = new TreeMap<>();
        for (LabelledRow row : new LinkedHashSet<>(rows)) {
            byLabel.computeIfAbsent(row.output().toString(), label -> new ArrayList<>()).add(row);
        }
        return byLabel.values();
    }
}

package io.loopai.generator.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows dealt into folds for cross-validation: every label as evenly as possible, near-duplicates
 * always into the same one.
 */
public final class Folds {

    /** With fewer groups of a label, out-of-fold answers say nothing of it. */
    static final int FEW = 5;

    /** The share of rows whose labels have to have enough groups. */
    private static final double MOST = 0.8;

    private final List<LabelledRow> rows;
    private final int[] groups;
    private final int[] foldOf;
    private final int count;

    private Folds(List<LabelledRow> rows, int[] groups, int[] foldOf, int count) {
        this.rows = rows;
        this.groups = groups;
        this.foldOf = foldOf;
        this.count = count;
    }

    /**
     * Deals the rows.
     *
     * @param count of folds; at least two
     */
    public static Folds of(List<LabelledRow> rows, int count, long seed) {
        int[] groups = Groups.of(rows);
        Map<JsonNode, List<Integer>> byLabel = new LinkedHashMap<>();
        Map<Integer, List<Integer>> members = new HashMap<>();
        for (int i = 0; i < groups.length; i++) {
            List<Integer> group = members.computeIfAbsent(groups[i], any -> new ArrayList<>());
            if (group.isEmpty()) {
                byLabel.computeIfAbsent(rows.get(i).output(), any -> new ArrayList<>())
                        .add(groups[i]);
            }
            group.add(i);
        }
        int[] foldOf = new int[groups.length];
        Random random = new Random(seed);
        int next = 0;
        for (List<Integer> ofLabel : byLabel.values()) {
            Collections.shuffle(ofLabel, random);
            for (int group : ofLabel) {
                for (int row : members.get(group)) {
                    foldOf[row] = next % count;
                }
                next++;
            }
        }
        return new Folds(rows, groups, foldOf, count);
    }

    /** Whether there are enough different rows of most labels to measure anything. */
    static boolean areEnough(List<LabelledRow> rows) {
        int[] groups = Groups.of(rows);
        Map<JsonNode, Set<Integer>> byLabel = new HashMap<>();
        Map<JsonNode, Integer> rowsOf = new HashMap<>();
        for (int i = 0; i < groups.length; i++) {
            JsonNode label = rows.get(i).output();
            byLabel.computeIfAbsent(label, any -> new HashSet<>()).add(groups[i]);
            rowsOf.merge(label, 1, Integer::sum);
        }
        int enough =
                rowsOf.keySet().stream()
                        .filter(label -> byLabel.get(label).size() >= FEW)
                        .mapToInt(rowsOf::get)
                        .sum();
        return enough >= MOST * rows.size() && byLabel.size() > 1;
    }

    /** All rows. */
    public List<LabelledRow> rows() {
        return rows;
    }

    /** How many folds there are. */
    public int count() {
        return count;
    }

    /** Indexes of the rows in a fold. */
    public int[] in(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
    }

    /** Indexes of all other rows. */
    public int[] outside(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != fold).toArray();
    }

    int[] groups() {
        return groups;
    }
}

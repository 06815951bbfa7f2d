package io.loopai.generator.learn;

import io.loopai.features.FeatureList;
import io.loopai.features.TextFeatures;
import io.loopai.generator.LabelledRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The features of many rows: of each row its distinct features, by ascending bucket. */
final class Vectors {

    private final int[][] rows;

    private Vectors(int[][] rows) {
        this.rows = rows;
    }

    static Vectors of(List<LabelledRow> rows, FieldPlan plan, TextFeatures features) {
        int[][] found = new int[rows.size()][];
        for (int i = 0; i < found.length; i++) {
            FeatureList list = new FeatureList(0);
            plan.find(rows.get(i).input(), features, list);
            found[i] = distinct(list);
        }
        return new Vectors(found);
    }

    /** One for each bucket: where two features meet, the model sees the first one only. */
    private static int[] distinct(FeatureList list) {
        long[] ordered = new long[list.size()];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = (long) FeatureList.bucket(list.get(i)) << 32 | i;
        }
        Arrays.sort(ordered);
        int[] features = new int[ordered.length];
        int size = 0;
        long before = -1;
        for (long next : ordered) {
            if (next >>> 32 != before) {
                before = next >>> 32;
                features[size++] = list.get((int) next);
            }
        }
        return Arrays.copyOf(features, size);
    }

    int size() {
        return rows.length;
    }

    /** All of them, in their order. Not to be changed. */
    Stream<int[]> rows() {
        return Arrays.stream(rows);
    }

    /** As {@link FeatureList#get} gives them. Not to be changed. */
    int[] row(int index) {
        return rows[index];
    }
}

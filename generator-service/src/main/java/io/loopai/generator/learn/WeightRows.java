package io.loopai.generator.learn;

import java.util.Arrays;

/**
 * Weights by column and output, and the two things that {@link LogisticRegression} does with them for
 * all outputs at once. The time of training is spent here.
 */
final class WeightRows {

    /** From so many outputs on, the JIT's loops that handle several numbers at a time pay. */
    private static final int MANY = 16;

    private final SparseRows rows;
    private final int outputs;

    /** An array for each column: the JIT does not see that parts of one array do not overlap. */
    private final float[][] weights;

    WeightRows(SparseRows rows, int outputs) {
        this.rows = rows;
        this.outputs = outputs;
        this.weights = new float[rows.width()][outputs];
    }

    /** By column and output. */
    float[][] weights() {
        return weights;
    }

    /** The scores of a row. */
    void score(int row, float[] scores) {
        if (outputs >= MANY) {
            columnByColumn(row, scores);
        } else {
            outputByOutput(row, scores);
        }
    }

    /** Adds multiples of the row to the weights of the outputs. */
    void add(int row, float[] multiples) {
        for (int i = rows.start()[row]; i < rows.start()[row + 1]; i++) {
            add(multiples, rows.values()[i], weights[rows.columns()[i]]);
        }
    }

    private static void add(float[] multiples, float value, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += value * multiples[i];
        }
    }

    /** Four columns at a time, so that sums are read and written less often. */
    private void columnByColumn(int row, float[] scores) {
        Arrays.fill(scores, 0);
        int[] columns = rows.columns();
        float[] values = rows.values();
        int end = rows.start()[row + 1];
        int i = rows.start()[row];
        for (; i + 3 < end; i += 4) {
            addFour(
                    weights[columns[i]],
                    weights[columns[i + 1]],
                    weights[columns[i + 2]],
                    weights[columns[i + 3]],
                    values,
                    i,
                    scores);
        }
        for (; i < end; i++) {
            add(weights[columns[i]], values[i], scores);
        }
    }

    private static void addFour(
            float[] a, float[] b, float[] c, float[] d, float[] values, int at, float[] to) {
        float valueA = values[at];
        float valueB = values[at + 1];
        float valueC = values[at + 2];
        float valueD = values[at + 3];
        for (int i = 0; i < to.length; i++) {
            to[i] += valueA * a[i] + valueB * b[i] + valueC * c[i] + valueD * d[i];
        }
    }

    /** Sums of four outputs at a time, which the processor keeps to itself. */
    private void outputByOutput(int row, float[] scores) {
        int[] columns = rows.columns();
        float[] values = rows.values();
        int start = rows.start()[row];
        int end = rows.start()[row + 1];
        int output = 0;
        for (; output + 3 < outputs; output += 4) {
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int i = start; i < end; i++) {
                float[] of = weights[columns[i]];
                float value = values[i];
                a += value * of[output];
                b += value * of[output + 1];
                c += value * of[output + 2];
                d += value * of[output + 3];
            }
            scores[output] = a;
            scores[output + 1] = b;
            scores[output + 2] = c;
            scores[output + 3] = d;
        }
        for (; output < outputs; output++) {
            float sum = 0;
            for (int i = start; i < end; i++) {
                sum += values[i] * weights[columns[i]][output];
            }
            scores[output] = sum;
        }
    }
}

package io.loopai.engine;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Numbers as text: to find the shortest decimal of a double takes as long as a small program does,
 * and a program's confidences are mostly the same few. Used by one thread.
 */
final class DecimalTexts {

    private static final int BITS = 8;
    private static final int SLOTS = 1 << BITS;

    private final double[] values = new double[SLOTS];
    private final String[] texts = new String[SLOTS];

    /** The shortest decimal that reads as the same double. */
    String of(double value) {
        int slot = Double.hashCode(value) * 0x9E3779B1 >>> -BITS; // Fibonacci hashing
        if (texts[slot] == null || values[slot] != value) {
            values[slot] = value;
            texts[slot] = NumberOutput.toString(value, true);
        }
        return texts[slot];
    }
}

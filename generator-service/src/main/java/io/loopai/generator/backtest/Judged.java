package io.loopai.generator.backtest;

/**
 * How a version did on a labelled record that it had not learned from.
 *
 * @param confidence of its answer; 0 without one
 * @param right whether the answer is right, given or not
 * @param answered whether it was sure enough to give it
 */
record Judged(double confidence, boolean right, boolean answered) {

    boolean good() {
        return right && answered;
    }
}

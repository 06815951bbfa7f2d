package io.loopai.benchmarks;

import java.util.Map;

/**
 * One measurement that is finished: a line of the file that {@code --out} names.
 *
 * @param cpuSeconds that the process used for it, compiler and garbage collector included
 * @param values by name; what could not be measured is not among them
 */
record Cell(Key key, double cpuSeconds, Map<String, Double> values) {

    /**
     * What was measured: two cells with the same key hold the same.
     *
     * @param kind such as {@code few}
     * @param set the name of the data set
     * @param what all else that decides the outcome, such as {@code mixed, 4000 rows}
     */
    record Key(String kind, String set, String what, long seed) {

        @Override
        public String toString() {
            return kind + " " + set + (what.isEmpty() ? "" : ", " + what) + ", seed " + seed;
        }
    }
}

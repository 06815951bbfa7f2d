package io.loopai.benchmarks;

import io.loopai.generator.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a cell that measures a program. */
final class Scores {

    static final String ACCURACY = "accuracy";
    static final String MACRO_F1 = "macro_f1";

    private Scores() {}

    static Map<String, Double> of(Evaluation evaluation) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(ACCURACY, evaluation.accuracy());
        values.put(MACRO_F1, evaluation.macroF1());
        return values;
    }
}

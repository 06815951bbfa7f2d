package io.loopai.benchmarks;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.backtest.Backtest;
import io.loopai.generator.backtest.BacktestOptions;
import io.loopai.generator.backtest.BacktestResult;
import io.loopai.task.Json;
import io.loopai.task.Sampling;
import io.loopai.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A backtest of shuffled training rows: 3 rows of each label to begin with, 5% for the oracle.
 *
 * @param rows of the stream at most, those to begin with included
 * @param fallback whether the oracle answers what the program is not sure of
 * @param target the accuracy to reach, a probability
 */
record Replay(Sampling.Policy policy, int rows, boolean fallback, double target) {

    static final String KIND = "replay";
    static final String TEST = "accuracy_test";
    static final String TEST_MACRO_F1 = "macro_f1_test";
    static final String ORACLE_SHARE = "oracle_share";
    static final String SHARE_AT_END = "oracle_share_last_quarter";
    static final String ACCURACY_AT_END = "accuracy_last_quarter";
    static final String MACRO_F1_AT_END = "macro_f1_last_quarter";

    private static final double SAMPLED = 0.05;
    private static final int START = 3;

    /** What a task wants that says nothing. */
    private static final double USUAL_TARGET = 0.9;

    private static final double FALLBACK_TARGET = 0.95;
    private static final int FALLBACK_ROWS = 10_000;

    /** The program answers everything. */
    static Replay alone(Sampling.Policy policy, int rows) {
        return new Replay(policy, rows, false, USUAL_TARGET);
    }

    /** How much must be left to the oracle for 95% right answers. */
    static Replay withFallback() {
        return new Replay(Sampling.Policy.MIXED, FALLBACK_ROWS, true, FALLBACK_TARGET);
    }

    /**
     * Replays in one order after the other.
     *
     * @param orders how many; each is the seed of all that is random in it, from 1 on
     */
    void measure(DataSet set, int orders, Cells cells) {
        for (int order = 1; order <= orders; order++) {
            measureOne(set, order, cells);
        }
    }

    /** One order. */
    void measureOne(DataSet set, int order, Cells cells) {
        cells.measure(new Cell.Key(KIND, set.name(), toString(), order), () -> values(set, order));
    }

    private Map<String, Double> values(DataSet set, long order) {
        TaskSpec task = set.task("");
        List<LabelledRow> history = set.shuffled(order);
        history = history.subList(0, Math.min(rows, history.size()));
        BacktestOptions options =
                new BacktestOptions(SAMPLED, START, fallback, target, policy, order, 0);
        Backtest backtest = Backtest.of(task, history, options);
        backtest.run(row -> {});
        BacktestResult result = backtest.result(set.test());
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(TEST, result.accuracyTest());
        values.put(TEST_MACRO_F1, result.macroF1Test());
        values.put("stream_rows", (double) result.streamRows());
        values.put("accuracy_stream", result.accuracyStream());
        values.put(ORACLE_SHARE, (double) result.oracleCalls() / result.streamRows());
        values.put(SHARE_AT_END, result.oracleShareLastQuarter());
        values.put(ACCURACY_AT_END, result.accuracyLastQuarter());
        values.put(MACRO_F1_AT_END, backtest.macroF1LastQuarter());
        values.put("versions", (double) result.versions().size());
        return values;
    }

    /** Tells cells apart. */
    @Override
    public String toString() {
        return Json.name(policy)
                + ", "
                + rows
                + " rows"
                + (fallback ? ", fallback to reach " + target : "");
    }
}

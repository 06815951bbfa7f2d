package io.loopai.generator.backtest;

import io.loopai.generator.Evaluation;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Replays a labelled history as Loopai would have met it, with the decisions that it takes in
 * production: whom to ask, when to make a new version, and which version answers.
 *
 * <pre>{@code
 * Backtest backtest = Backtest.of(task, history, options);
 * backtest.run(row -> {});
 * BacktestResult result = backtest.result(test);
 * }</pre>
 */
public final class Backtest {

    private final BacktestOptions options;
    private final List<LabelledRow> stream;
    private final Loop loop;
    private final List<ProgramTrial.Outcome> given = new ArrayList<>();
    private final boolean[] right;
    private final boolean[] asked;

    private Backtest(TaskSpec task, Start start, BacktestOptions options) {
        this.options = options;
        this.stream = start.stream();
        this.loop = new Loop(task, start, options);
        this.right = new boolean[stream.size()];
        this.asked = new boolean[stream.size()];
    }

    /**
     * Makes the first version from the first rows of each label.
     *
     * @param history rows in the order in which they came
     * @throws InvalidLabelsException when it is too short, or all rows have the same answer
     */
    public static Backtest of(TaskSpec task, List<LabelledRow> history, BacktestOptions options) {
        return new Backtest(task, Start.of(history, options.start()), options);
    }

    /**
     * Replays every record.
     *
     * @param progress told how many records are done
     */
    public void run(IntConsumer progress) {
        for (int i = 0; i < right.length; i++) {
            Loop.Served served = loop.next(i);
            given.add(served.given());
            right[i] = served.right();
            asked[i] = served.asked();
            progress.accept(i + 1);
        }
    }

    /** How many records there are to replay. */
    public int rows() {
        return right.length;
    }

    /** Whether each record got the right answer when it came. */
    public boolean[] right() {
        return right.clone();
    }

    /**
     * Macro-F1 of the answers as they were given in the last quarter, those of the oracle in a
     * program's place included: beside {@link BacktestResult#accuracyLastQuarter}.
     */
    public double macroF1LastQuarter() {
        int from = lastQuarter();
        return Evaluation.of(stream.subList(from, rows()), given.subList(from, rows())).macroF1();
    }

    /**
     * What came out.
     *
     * @param test rows that are no part of the history; may be empty
     */
    public BacktestResult result(List<LabelledRow> test) {
        Evaluation evaluation = test.isEmpty() ? null : Evaluation.of(loop.champion().trial, test);
        int quarter = lastQuarter();
        int calls = count(asked, 0);
        return new BacktestResult(
                right.length,
                calls,
                share(right, 0),
                evaluation == null ? null : evaluation.accuracy(),
                evaluation == null ? null : evaluation.macroF1(),
                share(asked, quarter),
                share(right, quarter),
                calls * options.pricePerCall(),
                loop.versions().stream().map(Version::report).toList());
    }

    private int lastQuarter() {
        return right.length - Math.max(1, right.length / 4);
    }

    private static double share(boolean[] flags, int from) {
        return (double) count(flags, from) / (flags.length - from);
    }

    private static int count(boolean[] flags, int from) {
        int count = 0;
        for (int i = from; i < flags.length; i++) {
            count += flags[i] ? 1 : 0;
        }
        return count;
    }
}

package io.loopai.generator.backtest;

import java.util.List;

/**
 * What came out of a replay.
 *
 * @param streamRows records that were replayed, without those of the start
 * @param oracleCalls records that the oracle was asked about, each counted once
 * @param accuracyStream share of all records that got the right answer when they came
 * @param accuracyTest of the last live version, made to answer every row; null without test rows
 * @param macroF1Test the same; null without test rows
 * @param oracleShareLastQuarter share of the last quarter that went to the oracle
 * @param accuracyLastQuarter share of the last quarter that got the right answer
 * @param costUsd of the calls, in US dollars
 * @param versions all that were made, in their order
 */
public record BacktestResult(
        int streamRows,
        int oracleCalls,
        double accuracyStream,
        Double accuracyTest,
        Double macroF1Test,
        double oracleShareLastQuarter,
        double accuracyLastQuarter,
        double costUsd,
        List<Made> versions) {

    /**
     * One version.
     *
     * @param version its number, from 1
     * @param atRow records that had come when it was made
     * @param reason {@code start}, {@code below_target}, {@code drift} or {@code more_labels}
     * @param labels that it was made from, those of the start included
     * @param estimatedAccuracy share of the audit labels that it gets right, where it learned from
     *     them: out of fold; null without any
     * @param promoted whether it answered records
     * @param how {@code start}, {@code cross_validation} or {@code duels} made it live; {@code
     *     undecided} or {@code worse} kept it out; {@code rolled_back} ended it, and {@code gave_way}
     *     that it had no proof when the next one came, or after 1,000 labels
     * @param promotedAtRow when it went live; null if it never did
     * @param challenged the version that it had to beat; null for the first one
     */
    public record Made(
            int version,
            int atRow,
            String reason,
            int labels,
            Double estimatedAccuracy,
            boolean promoted,
            String how,
            Integer promotedAtRow,
            Integer challenged) {}
}

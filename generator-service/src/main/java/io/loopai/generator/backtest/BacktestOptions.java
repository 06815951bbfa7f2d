package io.loopai.generator.backtest;

import io.loopai.task.Sampling;

/**
 * How a history is replayed.
 *
 * @param oracleShare share of the records that sampling may send to the oracle, in [0, 1]
 * @param start labelled rows of each label to begin with; at least 1
 * @param fallback whether a program may abstain and the oracle answers then
 * @param target the accuracy to reach, a probability
 * @param policy how the learning draw chooses
 * @param seed the same history, options and seed give the same result
 * @param pricePerCall what one question to the oracle costs, in US dollars
 */
public record BacktestOptions(
        double oracleShare,
        int start,
        boolean fallback,
        double target,
        Sampling.Policy policy,
        long seed,
        double pricePerCall) {}

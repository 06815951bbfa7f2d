/**
 * What Loopai would have done on a labelled history: the decisions of {@code io.loopai.decision} and
 * the generator, replayed record by record.
 */
package io.loopai.generator.backtest;

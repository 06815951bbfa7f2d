package io.loopai.generator.backtest;

import io.loopai.generator.LabelledRow;

/**
 * A label that the replay has paid for, or was given at the start.
 *
 * @param at records that had come before; -1 for the start
 * @param audit whether the audit draw chose it
 * @param representative whether it was chosen whatever it says: by the audit draw, or because every
 *     record went to the oracle at that time
 * @param trains whether programs may learn from it
 */
record Known(LabelledRow row, int at, boolean audit, boolean representative, boolean trains) {}

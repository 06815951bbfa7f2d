package io.loopai.decision;

import io.loopai.task.Draw;

/**
 * That an execution goes to the oracle.
 *
 * @param draw which draw took it
 * @param probability with which that draw takes it, whatever the other draws do
 */
public record Drawn(Draw draw, double probability) {}

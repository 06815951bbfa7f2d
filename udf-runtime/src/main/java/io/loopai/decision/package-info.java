/**
 * How a sample becomes a new version: how good a version is ({@link
 * io.loopai.decision.AuditCounts}), and whether the stream has changed ({@link
 * io.loopai.decision.ErrorDrift}, {@link io.loopai.decision.LabelShift}).
 *
 * <p>Everything here is arithmetic: no I/O, no clock, no chance but the hash of an id. Jobs, services
 * and replays of history call the same code and come to the same decisions.
 */
package io.loopai.decision;

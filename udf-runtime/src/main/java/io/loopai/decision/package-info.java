/**
 * How a sample becomes a new version: what to sample ({@link io.loopai.decision.SamplingPlan}), how
 * good a version is ({@link io.loopai.decision.AuditCounts}), whether the stream has changed ({@link
 * io.loopai.decision.ErrorDrift}), when a better version is wanted ({@link
 * io.loopai.decision.RegenerationState}), whether it is better ({@link
 * io.loopai.decision.DuelCounts}), how it takes over ({@link io.loopai.decision.Canary}), and when a
 * program should rather abstain ({@link io.loopai.decision.AbstentionRule}).
 *
 * <p>Everything here is arithmetic: no I/O, no clock, no chance but the hash of an id. Jobs, services
 * and replays of history call the same code and come to the same decisions. What has state is a
 * record, and a step returns the next one; only {@link io.loopai.decision.LearnDraw}, which sees
 * every request, changes in place.
 */
package io.loopai.decision;

/**
 * The Flink jobs.
 *
 * <p>{@link io.loopai.jobs.ExecutionJob} draws the graph: a source of raw records, connected to the
 * broadcast stream of deployments in {@link io.loopai.jobs.ExecutionFunction}, which holds one {@link
 * io.loopai.engine.Engine} for each subtask and sends what comes out to the sinks. A single {@link
 * io.loopai.jobs.Tally} behind it counts for the {@link io.loopai.jobs.RunResult}.
 */
package io.loopai.jobs;

/**
 * The Flink jobs.
 *
 * <p>{@link io.loopai.jobs.ExecutionJob} draws the graph: a source of raw records, connected to the
 * broadcast stream of deployments in {@link io.loopai.jobs.ExecutionFunction}, which holds one {@link
 * io.loopai.engine.Engine} for each subtask and sends what comes out to the sinks.
 */
package io.loopai.jobs;

/**
 * From a raw record and the deployments in force to an execution, in one call and without I/O.
 *
 * <p>{@link io.loopai.engine.Engine#execute} reads the request ({@link
 * io.loopai.engine.RequestReader}), checks its input ({@link io.loopai.engine.ValueCheck}), picks
 * the version ({@link io.loopai.engine.TaskRuntime}), runs it in the sandbox, and writes the JSON
 * lines ({@link io.loopai.engine.LineWriter}). The Flink job and the HTTP service both stand on it.
 */
package io.loopai.engine;

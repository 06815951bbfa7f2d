/**
 * What is on disk: where everything lies ({@link io.loopai.store.DataDir}), the tasks and programs
 * ({@link io.loopai.store.ArtifactRepository}), and how to read the records of a data set ({@link
 * io.loopai.store.JsonLines}).
 *
 * <p>To follow a change of what runs: {@code ArtifactRepository} takes the task's lock, {@code
 * Decision} says who may do what, {@code TaskState} computes the next state, {@code TaskFolder} knows
 * the files and commits it, and {@code AtomicFiles} makes sure that a crash leaves the old or the new
 * state.
 */
package io.loopai.store;

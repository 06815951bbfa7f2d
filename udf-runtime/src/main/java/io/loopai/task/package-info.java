/**
 * What to compute ({@link io.loopai.task.TaskSpec}), what runs for it right now ({@link
 * io.loopai.task.Deployment}), and every record that crosses a process border.
 *
 * <p>Each record has a JSON Schema under {@code io/loopai/schemas} in the resources, and a golden
 * file in the tests that schema and Java type both accept. Readers ignore fields they do not know.
 */
package io.loopai.task;

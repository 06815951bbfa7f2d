/**
 * Files in and out of Flink jobs.
 *
 * <p>In: {@link io.loopai.files.RequestFiles} reads lines, {@link io.loopai.files.DeploymentFiles}
 * reads what is to run. Out: {@link io.loopai.files.JsonlSinks} writes data sets. In between Flink
 * carries {@link io.loopai.engine.RawRecord} by {@link io.loopai.files.RawRecordType} and {@link
 * io.loopai.files.OutputLine} by itself.
 *
 * <p>To follow a line: {@code InputFiles} finds its file, {@code RangeEnumerator} divides the file,
 * {@code RawRecordFormat} opens a range, {@code LineReader} cuts it into lines.
 */
package io.loopai.files;

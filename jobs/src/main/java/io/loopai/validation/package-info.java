/**
 * Asks the oracle about samples and fallbacks, compares, and calls for a better version.
 *
 * <p>{@link io.loopai.validation.OracleValidationJob} draws the graph: topics, {@link
 * io.loopai.validation.MessageReader}, {@link io.loopai.validation.OracleFunction} by request id, {@link
 * io.loopai.validation.TaskFunction} by task, topics and data set.
 */
package io.loopai.validation;

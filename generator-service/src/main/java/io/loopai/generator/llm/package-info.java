/**
 * Programs that an LLM writes.
 *
 * <p>Start at {@link io.loopai.generator.llm.LlmStrategy}.
 */
package io.loopai.generator.llm;

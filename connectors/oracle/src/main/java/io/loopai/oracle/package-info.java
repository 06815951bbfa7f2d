/**
 * Asks an LLM over the OpenAI chat-completions protocol, within a budget.
 *
 * <p>Start at {@link io.loopai.oracle.LlmClient}.
 */
package io.loopai.oracle;

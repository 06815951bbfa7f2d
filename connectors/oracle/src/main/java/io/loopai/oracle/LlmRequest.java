package io.loopai.oracle;

import java.util.List;

/**
 * What an LLM is asked.
 *
 * <pre>{@code
 * LlmRequest.of(LlmMessage.system("You write Java."), LlmMessage.user("Write a class that …"))
 *         .temperature(0.7);
 * }</pre>
 *
 * @param messages the conversation so far; the last is a question
 * @param temperature how freely the LLM chooses its words, from 0 to 2; null leaves it to the model
 * @param sample tells apart requests that ask the same again to get another reply
 */
public record LlmRequest(List<LlmMessage> messages, Double temperature, int sample) {

    public LlmRequest {
        messages = List.copyOf(messages);
    }

    /** A first question, with the model's own temperature. */
    public static LlmRequest of(LlmMessage... messages) {
        return new LlmRequest(List.of(messages), null, 0);
    }

    /** The same with a temperature, which is left out for models that take none. */
    public LlmRequest temperature(double value) {
        return new LlmRequest(messages, value, sample);
    }

    /** The same as the n-th sample. */
    public LlmRequest sample(int n) {
        return new LlmRequest(messages, temperature, n);
    }
}

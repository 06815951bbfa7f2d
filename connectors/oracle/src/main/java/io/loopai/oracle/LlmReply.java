package io.loopai.oracle;

/**
 * What an LLM replied, and what it took.
 *
 * <pre>{@code
 * LlmReply reply = client.ask(request);
 * if (!reply.truncated()) {
 *     use(reply.text());
 * }
 * }</pre>
 *
 * @param tokensIn of the request; counted from above where the endpoint does not say
 * @param tokensOut of the reply, hidden reasoning included; counted from above likewise
 * @param costUsd what it cost now; 0 from the cache
 * @param seconds from the request to the reply, waits included; 0 from the cache
 * @param finishReason why the LLM stopped, in the words of the endpoint: {@code stop}, {@code length}
 * @param cached whether an earlier reply to the same request was used
 */
public record LlmReply(
        String text,
        long tokensIn,
        long tokensOut,
        double costUsd,
        double seconds,
        String finishReason,
        boolean cached) {

    /** Whether the reply ends where the most tokens were reached, not where the LLM would end it. */
    public boolean truncated() {
        return "length".equals(finishReason);
    }

    LlmReply fromCache() {
        return new LlmReply(text, tokensIn, tokensOut, 0, 0, finishReason, true);
    }

    /** Without the text, which may quote inputs: it must not end up in a log. */
    @Override
    public String toString() {
        return "reply of "
                + tokensOut
                + " tokens to "
                + tokensIn
                + " ("
                + finishReason
                + (cached ? ", cached)" : ")");
    }
}

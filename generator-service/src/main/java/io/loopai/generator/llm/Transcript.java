package io.loopai.generator.llm;

import io.loopai.oracle.LlmMessage;
import io.loopai.oracle.LlmReply;
import java.util.ArrayList;
import java.util.List;

/**
 * All that was said while a program was written, and what it took; kept in the version's metadata.
 *
 * @param messages in order; what of a row stands there is masked as it was when it was sent
 * @param costUsd what it cost this time; replies from the cache cost nothing
 * @param seconds waiting for replies
 */
public record Transcript(
        String model,
        List<LlmMessage> messages,
        int calls,
        long tokensIn,
        long tokensOut,
        double costUsd,
        double seconds) {

    public Transcript {
        messages = List.copyOf(messages);
    }

    static Transcript empty(String model) {
        return new Transcript(model, List.of(), 0, 0, 0, 0, 0);
    }

    Transcript with(List<LlmMessage> asked, LlmReply reply) {
        List<LlmMessage> all = new ArrayList<>(messages);
        all.addAll(asked);
        all.add(LlmMessage.assistant(reply.text()));
        return new Transcript(
                model,
                all,
                calls + 1,
                tokensIn + reply.tokensIn(),
                tokensOut + reply.tokensOut(),
                costUsd + reply.costUsd(),
                seconds + reply.seconds());
    }
}

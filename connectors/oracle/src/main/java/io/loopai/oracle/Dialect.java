package io.loopai.oracle;

import com.openai.core.JsonValue;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a model wants to be asked. All are first asked with everything; what one refuses it is not sent
 * again.
 *
 * @param temperature whether it takes one
 * @param systemRole whether it takes rules from a message of their own
 * @param maxTokens whether it takes the most tokens under their first name, {@code max_tokens}, which
 *     all compatible servers know and new models of OpenAI refuse
 */
record Dialect(boolean temperature, boolean systemRole, boolean maxTokens) {

    static final Dialect FULL = new Dialect(true, true, true);

    /** What both take. */
    Dialect and(Dialect other) {
        return new Dialect(
                temperature && other.temperature,
                systemRole && other.systemRole,
                maxTokens && other.maxTokens);
    }

    /** Without what the refusal is about; the same when it is about something else. */
    Dialect after(OpenAIServiceException refusal) {
        if (refusal.statusCode() != 400 && refusal.statusCode() != 422) {
            return this;
        }
        String param = refusal.param().orElse("");
        String said = (refusal.getMessage() + " " + refusal.body()).toLowerCase(Locale.ROOT);
        if (maxTokens && said.contains("max_completion_tokens")) {
            return new Dialect(temperature, systemRole, false);
        }
        if (temperature && (param.equals("temperature") || said.contains("temperature"))) {
            return new Dialect(false, systemRole, maxTokens);
        }
        boolean aboutSystem =
                said.matches("(?s).*\\bsystem\\b.*")
                        && said.matches("(?s).*(role|prompt|message).*");
        if (systemRole && (param.matches("messages\\[\\d+]\\.role") || aboutSystem)) {
            return new Dialect(temperature, false, maxTokens);
        }
        return this;
    }

    ChatCompletionCreateParams params(LlmSettings settings, LlmRequest request) {
        ChatCompletionCreateParams.Builder params =
                ChatCompletionCreateParams.builder().model(settings.model());
        for (LlmMessage message : messages(request)) {
            switch (message.role()) {
                case SYSTEM -> params.addSystemMessage(message.text());
                case USER -> params.addUserMessage(message.text());
                case ASSISTANT -> params.addAssistantMessage(message.text());
            }
        }
        if (temperature && request.temperature() != null) {
            params.temperature(request.temperature());
        }
        params.putAdditionalBodyProperty(
                maxTokens ? "max_tokens" : "max_completion_tokens",
                JsonValue.from(settings.maxOutputTokens()));
        return params.build();
    }

    /** With the rules at the top of the first question, where they may not stand alone. */
    private List<LlmMessage> messages(LlmRequest request) {
        if (systemRole) {
            return request.messages();
        }
        List<LlmMessage> messages = new ArrayList<>();
        StringBuilder rules = new StringBuilder();
        for (LlmMessage message : request.messages()) {
            if (message.role() == LlmMessage.Role.SYSTEM) {
                rules.append(message.text()).append("\n\n");
            } else if (message.role() == LlmMessage.Role.USER) {
                messages.add(LlmMessage.user(rules + message.text()));
                rules.setLength(0);
            } else {
                messages.add(message);
            }
        }
        return messages;
    }
}

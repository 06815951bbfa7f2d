package io.loopai.oracle;

import io.loopai.task.Json;
import java.util.Objects;

/**
 * One message of a conversation with an LLM.
 *
 * <pre>{@code
 * LlmMessage.user("Write one Java class that …")
 * }</pre>
 */
public record LlmMessage(Role role, String text) {

    /** Who speaks. */
    public enum Role {
        /** Whoever sets the rules; some models take the rules from the user only. */
        SYSTEM,
        /** Whoever asks. */
        USER,
        /** The LLM, in an earlier reply. */
        ASSISTANT
    }

    public LlmMessage {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(text, "text");
    }

    /** The rules. */
    public static LlmMessage system(String text) {
        return new LlmMessage(Role.SYSTEM, text);
    }

    /** A question. */
    public static LlmMessage user(String text) {
        return new LlmMessage(Role.USER, text);
    }

    /** An earlier reply. */
    public static LlmMessage assistant(String text) {
        return new LlmMessage(Role.ASSISTANT, text);
    }

    /** Without the text, which may hold inputs: it must not end up in a log. */
    @Override
    public String toString() {
        return Json.name(role) + " message of " + text.length() + " characters";
    }
}

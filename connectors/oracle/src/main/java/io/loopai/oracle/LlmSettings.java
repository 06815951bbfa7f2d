package io.loopai.oracle;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which LLM to ask, and how patiently.
 *
 * <pre>{@code
 * LlmSettings settings = LlmSettings.fromEnvironment(System.getenv()).orElseThrow();
 * LlmSettings local = LlmSettings.of("http://localhost:11434/v1", "qwen2.5-coder", "");
 * }</pre>
 *
 * @param baseUrl of an endpoint that speaks the OpenAI chat-completions protocol
 * @param model as the endpoint names it
 * @param key empty for endpoints that want none
 * @param timeout for one answer; a thorough program takes an LLM minutes
 * @param retries how often a call is repeated when the endpoint is busy, fails or breaks off; with 0
 *     a call does not wait either until running ones have left enough of the budget
 * @param concurrency how many calls run at a time
 * @param maxOutputTokens at which a reply is cut off; hidden reasoning counts
 * @param longestWait what an endpoint that asks to be left alone for longer is not granted
 * @param firstWait before the first retry when the endpoint does not say; doubles each time
 */
public record LlmSettings(
        String baseUrl,
        String model,
        String key,
        Duration timeout,
        int retries,
        int concurrency,
        int maxOutputTokens,
        Duration longestWait,
        Duration firstWait) {

    /** Where OpenAI itself answers. */
    public static final String OPENAI = "https://api.openai.com/v1";

    /**
     * Checks them.
     *
     * @throws LlmException names what cannot be used
     */
    public LlmSettings {
        baseUrl = baseUrl.strip().replaceAll("/+$", "");
        model = model.strip();
        key = key.strip();
        require(isHttp(baseUrl), "base URL", "must be a URL without a password, such as " + OPENAI);
        require(!model.isEmpty(), "model", "is empty; name one that the endpoint serves");
        require(printable(key), "key", "holds blanks or other characters that no key has");
        require(positive(timeout), "timeout", "must be longer than 0 s");
        require(retries >= 0, "retries", "must be 0 or more, not " + retries);
        require(concurrency >= 1, "concurrency", "must be 1 or more, not " + concurrency);
        require(
                maxOutputTokens >= 1,
                "max output tokens",
                "must be 1 or more, not " + maxOutputTokens);
    }

    /** With 5 minutes for an answer of at most 16,000 tokens, 2 retries, 4 calls at a time. */
    public static LlmSettings of(String baseUrl, String model, String key) {
        return new LlmSettings(
                baseUrl,
                model,
                key,
                Duration.ofMinutes(5),
                2,
                4,
                16_000,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1));
    }

    /**
     * From {@code OPENAI_API_KEY}, {@code OPENAI_BASE_URL} (OpenAI's own if unset) and {@code
     * OPENAI_MODEL}; empty when there is neither a key nor a URL.
     *
     * @throws LlmException when there is, but no model or something that cannot be used
     */
    public static Optional<LlmSettings> fromEnvironment(Map<String, String> environment) {
        String key = environment.getOrDefault("OPENAI_API_KEY", "");
        String url = environment.getOrDefault("OPENAI_BASE_URL", "");
        String model = environment.getOrDefault("OPENAI_MODEL", "");
        if (key.isBlank() && url.isBlank()) {
            return Optional.empty();
        }
        if (model.isBlank()) {
            throw new LlmException(
                    LlmException.Reason.SETTINGS,
                    "OPENAI_MODEL is not set, so it is not known which model to ask; set it to one"
                            + " that the endpoint serves");
        }
        return Optional.of(of(url.isBlank() ? OPENAI : url, model, key));
    }

    /** The same with another timeout. */
    public LlmSettings timeout(Duration value) {
        return new LlmSettings(
                baseUrl,
                model,
                key,
                value,
                retries,
                concurrency,
                maxOutputTokens,
                longestWait,
                firstWait);
    }

    /** The same with another number of retries, and the wait before the first. */
    public LlmSettings retries(int value, Duration first) {
        return new LlmSettings(
                baseUrl,
                model,
                key,
                timeout,
                value,
                concurrency,
                maxOutputTokens,
                longestWait,
                first);
    }

    /** The same with another number of calls at a time. */
    public LlmSettings concurrency(int value) {
        return new LlmSettings(
                baseUrl,
                model,
                key,
                timeout,
                retries,
                value,
                maxOutputTokens,
                longestWait,
                firstWait);
    }

    /** The same with another length at which replies are cut off. */
    public LlmSettings maxOutputTokens(int value) {
        return new LlmSettings(
                baseUrl, model, key, timeout, retries, concurrency, value, longestWait, firstWait);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return model + " at " + baseUrl;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean printable(String key) {
        return key.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String setting, String problem) {
        if (!holds) {
            throw new LlmException(
                    LlmException.Reason.SETTINGS, "LLM settings: the " + setting + " " + problem);
        }
    }
}

package io.loopai.oracle;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import io.loopai.oracle.LlmException.Reason;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Tells what an endpoint did instead of replying, in words that quote neither key nor request. */
final class Failures {

    private static final int BUSY = 429;

    private final LlmSettings settings;

    Failures(LlmSettings settings) {
        this.settings = settings;
    }

    /** Whether the same request may fare better later. */
    static boolean passes(OpenAIServiceException refusal) {
        int status = refusal.statusCode();
        return status == 408
                || status == 409
                || status >= 500
                || status == BUSY && !noCredit(refusal);
    }

    /** How long the endpoint wants to be left alone, if it says so. */
    static Optional<Duration> retryAfter(Headers headers) {
        List<String> millis = headers.values("retry-after-ms");
        List<String> seconds = headers.values("retry-after");
        try {
            if (!millis.isEmpty()) {
                return Optional.of(Duration.ofMillis(Long.parseLong(millis.get(0).strip())));
            }
            if (!seconds.isEmpty()) {
                return Optional.of(duration(seconds.get(0).strip()));
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            // Whatever that means; our own wait will do.
        }
        return Optional.empty();
    }

    private static Duration duration(String value) {
        if (value.matches("\\d+(\\.\\d+)?")) {
            return Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1_000));
        }
        Instant until =
                ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(Instant.now(), until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    LlmException tooLongAWait(Duration wait) {
        return new LlmException(
                Reason.RATE_LIMITED,
                endpoint()
                        + " asks to be left alone for "
                        + seconds(wait)
                        + " s, and more than "
                        + seconds(settings.longestWait())
                        + " s are not waited; try again later, or ask fewer things at a time",
                wait);
    }

    /** The endpoint answered with an error, after all retries. */
    LlmException of(OpenAIServiceException refusal) {
        int status = refusal.statusCode();
        String answered = " (HTTP " + status + code(refusal) + ")";
        if (status == 401 || status == 403 && !"model_not_found".equals(word(refusal.code()))) {
            return new LlmException(
                    Reason.KEY_REFUSED,
                    endpoint()
                            + " refused the key"
                            + answered
                            + "; "
                            + (settings.key().isEmpty()
                                    ? "none is set: set OPENAI_API_KEY to one"
                                    : "set OPENAI_API_KEY to one that is valid")
                            + " there and may use model '"
                            + settings.model()
                            + "'");
        }
        if (status == 403 || status == 404) {
            return new LlmException(
                    Reason.MODEL_UNKNOWN,
                    endpoint()
                            + " does not serve model '"
                            + settings.model()
                            + "'"
                            + answered
                            + "; set OPENAI_MODEL to one that it serves, or check OPENAI_BASE_URL,"
                            + " which often ends in /v1");
        }
        if (status == BUSY) {
            return new LlmException(
                    Reason.RATE_LIMITED,
                    noCredit(refusal)
                            ? "the account at "
                                    + settings.baseUrl()
                                    + " has no credit left"
                                    + answered
                                    + "; add some, or use another key"
                            : endpoint()
                                    + " is still too busy after "
                                    + tries()
                                    + answered
                                    + "; try again later, or ask fewer things at a time",
                    retryAfter(refusal.headers()).orElse(null));
        }
        if (status >= 500 || status == 408 || status == 409) {
            return new LlmException(
                    Reason.ENDPOINT_FAILED,
                    endpoint()
                            + " still fails after "
                            + tries()
                            + answered
                            + "; try again later, or name another with OPENAI_BASE_URL",
                    retryAfter(refusal.headers()).orElse(null));
        }
        return new LlmException(
                Reason.REQUEST_REFUSED,
                endpoint()
                        + " does not take the request"
                        + answered
                        + "; check that it speaks the OpenAI chat-completions protocol and that"
                        + " model '"
                        + settings.model()
                        + "' writes up to "
                        + settings.maxOutputTokens()
                        + " tokens");
    }

    LlmException timeout() {
        return new LlmException(
                Reason.TIMEOUT,
                endpoint()
                        + " did not answer within "
                        + seconds(settings.timeout())
                        + " s; raise the timeout, choose a faster model, or check that it is up");
    }

    LlmException unreachable(Throwable thrown) {
        return new LlmException(
                Reason.UNREACHABLE,
                neverArrived(thrown)
                        ? "nobody answers at "
                                + settings.baseUrl()
                                + "; check OPENAI_BASE_URL and that the endpoint is up"
                        : "the connection to "
                                + settings.baseUrl()
                                + " broke before the reply came, in each of "
                                + tries()
                                + "; check the network, or try again later");
    }

    LlmException noReply(String what) {
        return new LlmException(
                Reason.NO_REPLY,
                endpoint()
                        + " answered "
                        + what
                        + "; check that it speaks the OpenAI chat-completions protocol, or choose"
                        + " another model");
    }

    static LlmException interrupted() {
        return new LlmException(
                Reason.INTERRUPTED, "interrupted while waiting for the LLM; ask again");
    }

    static boolean timedOut(Throwable thrown) {
        return causedBy(thrown, InterruptedIOException.class);
    }

    /** Whether the request cannot have cost anything: nobody got it. */
    static boolean neverArrived(Throwable thrown) {
        return causedBy(thrown, ConnectException.class)
                || causedBy(thrown, UnknownHostException.class);
    }

    private static boolean causedBy(Throwable thrown, Class<?> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean noCredit(OpenAIServiceException refusal) {
        return "insufficient_quota".equals(word(refusal.code()));
    }

    private static String code(OpenAIServiceException refusal) {
        String code = word(refusal.code());
        return code.isEmpty() ? "" : ", " + code;
    }

    /** Only what is surely a word of the protocol: anything else could quote the request. */
    private static String word(Optional<String> code) {
        return code.filter(c -> c.matches("[a-z_]{1,40}")).orElse("");
    }

    private String endpoint() {
        return "the endpoint " + settings.baseUrl();
    }

    private String tries() {
        int tries = settings.retries() + 1;
        return tries == 1 ? "1 try" : tries + " tries";
    }

    private static String seconds(Duration duration) {
        String text = Double.toString(duration.toMillis() / 1e3);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}

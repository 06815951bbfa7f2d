package io.loopai.validation;

import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmException.Reason;
import io.loopai.privacy.Border;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Oracle;
import io.loopai.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Decides when the LLM is asked about an execution, again if need be, and when no more. */
final class LlmQuestions implements AutoCloseable {

    /** How often to look whether a running call has been answered. */
    private static final long LOOK_MILLIS = 50;

    /** Until a place for another call may be free. */
    private static final long FULL_MILLIS = 1_000;

    private static final int MOST_ATTEMPTS = 20;
    private static final int MOST_NONSENSE = 3;
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);
    private static final int PAUSE_RETRIES = 4;

    private final OracleSettings settings;
    private final LlmCalls calls;
    private final String missing;
    private final CircuitBreaker breaker;
    private final HourlyLimit hourly;
    private final Set<String> told = new HashSet<>();

    private LlmQuestions(
            OracleSettings settings, LlmCalls calls, String missing, HourlyLimit hourly) {
        this.settings = settings;
        this.calls = calls;
        this.missing = missing;
        this.breaker = new CircuitBreaker(settings.firstRetry().multipliedBy(PAUSE_RETRIES));
        this.hourly = hourly;
    }

    static LlmQuestions open(
            OracleSettings settings,
            Map<String, String> environment,
            DailyBudgets budgets,
            int subtasks) {
        return new LlmQuestions(
                settings,
                LlmCalls.open(settings, environment, budgets).orElse(null),
                LlmCalls.missing(settings, environment),
                new HourlyLimit(subtasks));
    }

    /** Whom a task asks: what it says, or else the LLM where there is one that may be asked. */
    Oracle oracleOf(TaskSpec task) {
        if (task.oracle() != null) {
            return task.oracle();
        }
        return calls != null && Border.of(task).letsInputsPass() ? Oracle.LLM : Oracle.LABELS;
    }

    /** The answer, or that there will be none; null while it is worth waiting. */
    OracleReply ask(
            String key,
            TaskSpec task,
            Execution execution,
            Progress at,
            long now,
            Consumer<Event> events) {
        OracleReply reply = tryOnce(key, task, execution, at, now, events);
        return reply == null || calls == null ? reply : reply.paid(at, calls.model());
    }

    private OracleReply tryOnce(
            String key,
            TaskSpec task,
            Execution execution,
            Progress at,
            long now,
            Consumer<Event> events) {
        if (calls == null) {
            return refuse(task, missing, now, events);
        }
        Optional<String> refusal = Border.of(task).refusal();
        if (refusal.isPresent()) {
            return refuse(task, refusal.get(), now, events);
        }
        try {
            Optional<OracleReply> reply = calls.take(key, at);
            if (reply.isPresent()) {
                if (breaker.succeeded()) {
                    events.accept(
                            event(Event.Kind.ORACLE_RECOVERED, task, "the LLM answers again", now));
                }
                return reply.get();
            }
        } catch (CompletionException e) {
            return failed(task, e.getCause(), at, now, events);
        }
        if (now >= at.since + settings.retryFor().toMillis()) {
            return OracleReply.missing(
                    Oracle.LLM,
                    "the LLM gave no answer within "
                            + settings.retryFor().toMinutes()
                            + " minutes");
        }
        if (calls.isRunning(key)) {
            at.askAt = now + LOOK_MILLIS;
        } else if (at.askAt > now && (at.attempts > 0 || at.counted)) {
            return null;
        } else if (breaker.opensAt() > now) {
            at.askAt = breaker.opensAt() + spread(settings.firstRetry().toMillis());
        } else if (calls.isFull()) {
            at.askAt = now + spread(FULL_MILLIS);
        } else if (at.attempts == 0 && !at.counted && !hourly.take(task, now)) {
            return overBudget(
                    task,
                    "the task's samples_per_hour ("
                            + task.sampling().samplesPerHour()
                            + ") are used",
                    now,
                    events);
        } else {
            at.counted = true;
            calls.start(key, task, execution.id(), execution.input(), now);
            at.askAt = now + LOOK_MILLIS;
        }
        return null;
    }

    /** Nobody waits for the answer any more. */
    void forget(String key) {
        if (calls != null) {
            calls.forget(key);
        }
    }

    private OracleReply failed(
            TaskSpec task, Throwable thrown, Progress at, long now, Consumer<Event> events) {
        if (!(thrown instanceof LlmException problem)) {
            throw new IllegalStateException("asking the LLM failed: " + thrown, thrown);
        }
        if (problem.reason() == Reason.BUDGET) {
            return overBudget(task, problem.getMessage(), now, events);
        }
        if (problem.reason() == Reason.BUDGET_IN_USE) {
            at.askAt = now + spread(FULL_MILLIS);
            return null;
        }
        boolean nonsense = problem.reason() == Reason.NO_REPLY;
        if (!nonsense && breaker.failed(now)) {
            events.accept(
                    event(
                            Event.Kind.ORACLE_FAILING,
                            task,
                            problem.getMessage() + "; questions wait until it answers",
                            now));
        }
        at.attempts++;
        at.nonsense += nonsense ? 1 : 0;
        if (at.nonsense >= MOST_NONSENSE || at.attempts >= MOST_ATTEMPTS) {
            return OracleReply.missing(Oracle.LLM, problem.getMessage());
        }
        long wait = settings.firstRetry().toMillis() << Math.min(at.attempts - 1, 20);
        long least = problem.retryAfter().map(Duration::toMillis).orElse(0L);
        at.askAt = now + Math.max(least, spread(Math.min(wait, LONGEST_RETRY.toMillis())));
        return null;
    }

    private OracleReply refuse(TaskSpec task, String why, long now, Consumer<Event> events) {
        String message = "the LLM is not asked about task '" + task.id() + "': " + why;
        if (told.add("refused/" + task.id())) {
            events.accept(event(Event.Kind.ORACLE_REFUSED, task, message, now));
        }
        return OracleReply.missing(Oracle.LLM, message);
    }

    private OracleReply overBudget(TaskSpec task, String why, long now, Consumer<Event> events) {
        if (told.add("budget/" + task.id() + "/" + now / Duration.ofHours(1).toMillis())) {
            events.accept(
                    event(
                            Event.Kind.BUDGET_EXHAUSTED,
                            task,
                            why + "; further samples count as missing, so lower sampling.rate",
                            now));
        }
        return OracleReply.missing(Oracle.LLM, "over budget: " + why);
    }

    private static Event event(Event.Kind kind, TaskSpec task, String message, long now) {
        return new Event(kind, task.id(), null, null, null, message, Instant.ofEpochMilli(now));
    }

    /** So that those who wait for the same do not come back in the same moment. */
    private static long spread(long millis) {
        return millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    }

    @Override
    public void close() {
        if (calls != null) {
            calls.close();
        }
    }
}

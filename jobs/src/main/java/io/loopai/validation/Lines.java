package io.loopai.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.engine.Envelope;
import io.loopai.files.OutputLine;
import io.loopai.store.DataDir;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Result;
import io.loopai.task.Status;
import io.loopai.task.Validation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What the job writes about an execution, once the oracle has answered or will not. */
final class Lines {

    private Lines() {}

    /**
     * @param earlier in whose place it is; null for the first one
     */
    static Validation validation(
            Execution execution,
            OracleReply reply,
            Comparison comparison,
            Instant now,
            Validation earlier) {
        boolean sampled = execution.draw() != null;
        return new Validation(
                execution.id(),
                execution.task(),
                execution.version(),
                execution.input(),
                programOutput(execution),
                execution.confidence(),
                reply.expected(),
                agrees(programOutput(execution), reply.expected(), comparison),
                others(execution.others(), reply.expected(), comparison),
                execution.same(),
                execution.revision(),
                reply.oracle(),
                sampled ? execution.draw() : Draw.FALLBACK,
                sampled ? execution.samplingProbability() : 1,
                reply.consistent(),
                reply.costUsd(),
                reply.error(),
                execution.executedAt(),
                now,
                earlier == null ? null : true,
                reply.model(),
                reply.tokensIn(),
                reply.tokensOut(),
                corrects(earlier));
    }

    /** Null where there was no answer. */
    private static Validation.Earlier corrects(Validation earlier) {
        if (earlier == null || earlier.expected() == null) {
            return null;
        }
        List<Integer> right =
                earlier.verdicts().entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        return new Validation.Earlier(
                earlier.expected(), earlier.oracle(), right, earlier.validatedAt());
    }

    /** Not what the task's default says in its place. */
    private static JsonNode programOutput(Execution execution) {
        return execution.status() == Status.SUCCESS ? execution.output() : null;
    }

    private static Boolean agrees(JsonNode output, JsonNode expected, Comparison comparison) {
        if (expected == null) {
            return null;
        }
        return output != null && comparison.agrees(output, expected);
    }

    private static List<Validation.OtherAnswer> others(
            List<Execution.OtherAnswer> others, JsonNode expected, Comparison comparison) {
        if (others == null || others.isEmpty()) {
            return null;
        }
        return others.stream()
                .map(
                        other ->
                                new Validation.OtherAnswer(
                                        other.version(),
                                        other.programStatus(),
                                        other.output(),
                                        agrees(other.output(), expected, comparison)))
                .toList();
    }

    /** The execution as its caller sees it in the end. */
    static Execution answered(Execution waiting, JsonNode output, String error) {
        return new Execution(
                waiting.id(),
                waiting.task(),
                waiting.version(),
                waiting.input(),
                waiting.label(),
                waiting.ts(),
                error == null ? Status.FALLBACK : Status.ERROR,
                waiting.programStatus(),
                output,
                null,
                waiting.latencyUs(),
                waiting.sampled(),
                waiting.samplingProbability(),
                waiting.draw(),
                waiting.others(),
                waiting.same(),
                waiting.revision(),
                waiting.executedAt(),
                error);
    }

    static OutputLine result(Execution execution, Envelope envelope) {
        Result result =
                new Result(
                        execution.id(),
                        execution.task(),
                        execution.version(),
                        execution.status(),
                        execution.programStatus(),
                        execution.output(),
                        execution.confidence(),
                        execution.latencyUs(),
                        execution.sampled(),
                        execution.executedAt(),
                        execution.error());
        return new OutputLine("", Json.bytes(result), envelope);
    }

    static OutputLine execution(Execution execution) {
        return new OutputLine(
                DataDir.executionsBucket(execution.task(), date(execution.executedAt())),
                Json.bytes(execution));
    }

    static OutputLine validation(Validation validation) {
        return new OutputLine(
                DataDir.validationsBucket(validation.task(), date(validation.validatedAt())),
                Json.bytes(validation));
    }

    static OutputLine event(Event event) {
        return new OutputLine(DataDir.eventsBucket(date(event.at())), Json.bytes(event));
    }

    private static LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}

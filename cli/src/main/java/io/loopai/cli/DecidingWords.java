package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.ProgramTrial;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Json;
import io.loopai.task.TaskSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of an input that a program's answer rests on: without one of them it would give another
 * answer, or be less sure of this one.
 */
final class DecidingWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int SHOWN = 3;

    /** Each word costs a run of the program. */
    private static final int MOST_WORDS = 300;

    /** Below, a word has hardly any part in it. */
    private static final double LEAST = 0.02;

    private final ProgramTrial program;

    private DecidingWords(ProgramTrial program) {
        this.program = program;
    }

    /** Of a version that the service knows; empty when it cannot be had: they are only a help. */
    static Optional<DecidingWords> of(ServiceApi api, JsonNode task, int version) {
        TaskSpec spec = Json.MAPPER.convertValue(task, TaskSpec.class);
        try {
            JsonNode artifact =
                    api.get("/api/v1/tasks/%s/artifacts/%d".formatted(spec.id(), version));
            CompilerKind compiler = CompilerKind.of(artifact.path("compiler").asText());
            return Optional.of(
                    new DecidingWords(
                            new ProgramTrial(
                                    spec,
                                    Sandbox.compile(artifact.path("code").asText(), compiler))));
        } catch (CommandFailedException | ProgramRejectedException e) {
            return Optional.empty();
        }
    }

    /** The weightiest first; none when the program does not give this answer. */
    List<String> of(JsonNode input, JsonNode answer) {
        ProgramTrial.Outcome whole = program.run(input);
        if (whole.output() == null || !whole.output().equals(answer)) {
            return List.of();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        input.properties().stream()
                .filter(field -> field.getValue().isTextual())
                .flatMap(field -> WORD.matcher(field.getValue().textValue()).results())
                .map(found -> found.group())
                .distinct()
                .limit(MOST_WORDS)
                .forEach(word -> weights.put(word, weight(word, input, whole)));
        return weights.entrySet().stream()
                .filter(each -> each.getValue() >= LEAST)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the answer loses with the word: from -1 to 1, and more when it would be another one. */
    private double weight(String word, JsonNode input, ProgramTrial.Outcome whole) {
        ProgramTrial.Outcome without = program.run(without(word, input));
        return whole.output().equals(without.output())
                ? whole.confidence() - without.confidence()
                : 1 + without.confidence();
    }

    private static JsonNode without(String word, JsonNode input) {
        ObjectNode rest = input.deepCopy();
        input.properties().stream()
                .filter(field -> field.getValue().isTextual())
                .forEach(
                        field ->
                                rest.put(
                                        field.getKey(),
                                        WORD.matcher(field.getValue().textValue())
                                                .replaceAll(
                                                        found ->
                                                                found.group().equals(word)
                                                                        ? ""
                                                                        : Matcher.quoteReplacement(
                                                                                found.group()))));
        return rest;
    }
}

package io.loopai.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts with and without personal data, and how well they are masked. */
final class Samples {

    private Samples() {}

    record Value(String type, String value) {}

    record Sample(JsonNode input, List<Value> values) {}

    /** @param missed what still stands there, or stands there under another name */
    record Recall(int values, int hidden, int named, List<String> missed) {

        double share() {
            return (double) hidden / values;
        }
    }

    /** @param masked the texts in which something was masked */
    record FalseMasks(int texts, List<String> masked) {

        double share() {
            return (double) masked.size() / texts;
        }
    }

    /** In the files secrets are broken by a bar, so that those who look for leaked keys find none. */
    static List<Sample> of(String file) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Samples.class.getResourceAsStream("/privacy/" + file),
                                StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> sample(line.replace("¦", ""))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recall recall(List<Sample> samples) {
        int values = 0;
        int hidden = 0;
        int named = 0;
        List<String> missed = new ArrayList<>();
        for (Sample sample : samples) {
            String masked = Masker.mask(sample.input()).toString();
            for (Value value : sample.values()) {
                boolean gone = !masked.contains(quoted(value.value()));
                boolean typed = masked.contains("<" + value.type());
                values++;
                hidden += gone ? 1 : 0;
                named += gone && typed ? 1 : 0;
                if (!gone || !typed) {
                    missed.add(value.type() + " " + value.value() + " in " + masked);
                }
            }
        }
        return new Recall(values, hidden, named, missed);
    }

    static FalseMasks falseMasks(Stream<JsonNode> inputs) {
        List<String> masked = new ArrayList<>();
        int[] texts = {0};
        inputs.forEach(
                input -> {
                    texts[0]++;
                    JsonNode after = Masker.mask(input);
                    if (!after.equals(input)) {
                        masked.add(input + " => " + after);
                    }
                });
        return new FalseMasks(texts[0], masked);
    }

    /** The inputs of a public data set that lies beside the repository; empty where there is none. */
    static Optional<List<JsonNode>> publicTexts(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/" + name + "/test.jsonl");
            if (Files.exists(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    return Optional.of(lines.map(line -> sample(line).input()).toList());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return Optional.empty();
    }

    private static String quoted(String value) {
        String json = Json.MAPPER.getNodeFactory().textNode(value).toString();
        return json.substring(1, json.length() - 1);
    }

    private static Sample sample(String line) {
        try {
            JsonNode json = Json.MAPPER.readTree(line);
            List<Value> values = new ArrayList<>();
            json.path("spans")
                    .forEach(
                            span ->
                                    values.add(
                                            new Value(
                                                    span.path("type").asText(),
                                                    span.path("value").asText())));
            return new Sample(json.path("input"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.loopai.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What linear reference learners reach on public data sets, the best of several chosen in hindsight,
 * and what this project aims for; both in percent, from {@code goals.csv}.
 *
 * <pre>{@code
 * Goals.of("trec6").get("goal 5");   // 50.0
 * }</pre>
 */
final class Goals {

    static final String REFERENCE = "reference ";
    static final String GOAL = "goal ";

    private static final Map<String, Map<String, Double>> BY_SET = read();

    private Goals() {}

    /** By the names in the first line of the file; what is not known is not among them. */
    static Map<String, Double> of(String set) {
        return BY_SET.getOrDefault(set, Map.of());
    }

    private static Map<String, Map<String, Double>> read() {
        Map<String, Map<String, Double>> bySet = new LinkedHashMap<>();
        List<String> lines = lines();
        String[] names = lines.get(0).split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            Map<String, Double> values = new LinkedHashMap<>();
            for (int i = 1; i < fields.length; i++) {
                if (!fields[i].isEmpty()) {
                    values.put(names[i], Double.valueOf(fields[i]));
                }
            }
            bySet.put(fields[0], values);
        }
        return bySet;
    }

    private static List<String> lines() {
        try (InputStream file = Goals.class.getResourceAsStream("goals.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

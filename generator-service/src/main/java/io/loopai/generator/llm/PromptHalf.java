package io.loopai.generator.llm;

import io.loopai.decision.Hashing;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Groups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows from which a program is mended: half of them, by a hash of what they say, so that
 * near-duplicates stay together, and of a label that has none among these one.
 *
 * <p>Mistakes tell something of all the rows among which they were looked for, and a program's source
 * tells of the rows that stood in its own prompt. So the other half, the same one at each attempt,
 * stays fit to measure whatever is written.
 */
final class PromptHalf {

    private static final int SEED = Hashing.seed("prompt/");
    private static final double HALF = 0.5;

    private PromptHalf() {}

    static List<LabelledRow> of(List<LabelledRow> rows) {
        Map<String, List<LabelledRow>> byLabel = new LinkedHashMap<>();
        for (LabelledRow row : rows) {
            byLabel.computeIfAbsent(row.output().toString(), label -> new ArrayList<>()).add(row);
        }
        List<LabelledRow> half = new ArrayList<>();
        for (List<LabelledRow> same : byLabel.values()) {
            List<LabelledRow> drawn = same.stream().filter(row -> place(row) < HALF).toList();
            half.addAll(
                    drawn.isEmpty()
                            ? same.stream()
                                    .min(
                                            Comparator.comparingDouble(PromptHalf::place)
                                                    .thenComparing(LabelledRow::id))
                                    .stream()
                                    .toList()
                            : drawn);
        }
        return half;
    }

    private static double place(LabelledRow row) {
        return Hashing.unit(SEED, Groups.key(row));
    }
}

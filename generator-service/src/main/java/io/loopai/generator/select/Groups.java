package io.loopai.generator.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows that are nearly the same: equal but for case, digits and punctuation. One of them in training
 * and another in the test would make every program look good.
 */
public final class Groups {

    private Groups() {}

    /** A number for each row, the same for rows of one group; from 0 on. */
    static int[] of(List<LabelledRow> rows) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] groups = new int[rows.size()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = numbers.computeIfAbsent(key(rows.get(i)), any -> numbers.size());
        }
        return groups;
    }

    /** The same for rows of one group, whatever other rows there are. */
    public static String key(LabelledRow row) {
        StringBuilder key = new StringBuilder();
        append(row.input(), key);
        return key.toString();
    }

    private static void append(JsonNode node, StringBuilder key) {
        if (node.isContainerNode()) {
            node.forEach(inner -> append(inner, key.append('\u0001')));
        } else if (node.isTextual()) {
            key.append(normalised(node.textValue()));
        } else {
            key.append(node);
        }
    }

    /** Punctuation counts where nothing else is left. */
    static String normalised(String text) {
        String words =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{Nd}+", "0")
                        .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", " ")
                        .strip();
        return words.isEmpty() ? text.strip() : words;
    }
}

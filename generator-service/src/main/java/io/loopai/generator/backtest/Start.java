package io.loopai.generator.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A history, divided into the labelled rows that a user would begin with and the records that come
 * after.
 *
 * @param given the first rows of each label
 * @param stream all others, in their order
 */
record Start(List<LabelledRow> given, List<LabelledRow> stream) {

    /**
     * @param each how many rows of each label to begin with
     * @throws InvalidLabelsException when nothing is left to replay
     */
    static Start of(List<LabelledRow> history, int each) {
        List<LabelledRow> given = new ArrayList<>();
        List<LabelledRow> stream = new ArrayList<>();
        Map<JsonNode, Integer> counts = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            LabelledRow row = history.get(i);
            // Ids of a history may repeat, or be missing in some rows.
            LabelledRow numbered = new LabelledRow("row " + i, row.input(), row.output());
            boolean isGiven = counts.merge(row.output(), 1, Integer::sum) <= each;
            (isGiven ? given : stream).add(numbered);
        }
        if (stream.isEmpty()) {
            throw new InvalidLabelsException(
                    "all "
                            + history.size()
                            + " rows of the stream are needed to begin with, "
                            + each
                            + " of each label, and none is left to replay: give a longer stream, or a"
                            + " smaller --start");
        }
        return new Start(given, stream);
    }
}

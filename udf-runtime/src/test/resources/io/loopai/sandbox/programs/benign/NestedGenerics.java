import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class NestedGenerics implements Program {
    @Override
    public Answer answer(Input in) {
        Map<String, Map<Integer, List<String>>> index = new TreeMap<>();
        for (var word : in.text("text").toLowerCase().split(" ")) {
            index.computeIfAbsent(word.substring(0, 1), k -> new TreeMap<>())
                    .computeIfAbsent(word.length(), k -> new ArrayList<>())
                    .add(word);
        }
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, Map<Integer, List<String>>> entry : index.entrySet()) {
            for (var inner : entry.getValue().entrySet()) {
                out.append(entry.getKey()).append(inner.getKey()).append(inner.getValue());
            }
        }
        return Answer.of(out.toString());
    }
}

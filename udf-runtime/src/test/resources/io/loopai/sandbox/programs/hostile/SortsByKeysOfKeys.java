import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SortsByKeysOfKeys implements Program {
    public Answer answer(Input in) {
        Comparator order = Comparator.naturalOrder();
        Object entry = 1;
        for (int i = 0; i < 400; i++) {
            order = Map.Entry.comparingByKey(order);
            entry = Map.entry(entry, i);
        }
        Object[] entries = new Object[10_000];
        Arrays.fill(entries, entry);
        PriorityQueue<Object> queue = new PriorityQueue<>(order);
        for (Object each : entries) {
            queue.add(each);
        }
        return Answer.of(queue.size());
    }
}

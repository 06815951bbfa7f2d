import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RecursesInItsComparator implements Program {
    record Item(TreeMap<Item, Integer> map) implements Comparable<Item> {
        public int compareTo(Item other) {
            map.put(new Item(map), 1);
            return 0;
        }
    }

    public Answer answer(Input in) {
        TreeMap<Item, Integer> map = new TreeMap<>();
        map.put(new Item(map), 1);
        return Answer.of(map.size());
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.stream.*;

public final class FixedOrders implements Program {
    enum Topic {
        WORLD,
        SPORT,
        MONEY,
        SCIENCE
    }

    public Answer answer(Input in) {
        Map<Topic, Integer> map = new HashMap<>();
        for (Topic topic : Topic.values()) {
            map.put(topic, topic.ordinal());
        }
        Set<String> set = Set.of("one", "two", "three", "four", "five");
        Map<String, Integer> pairs = Map.of("b", 1, "a", 2, "c", 3);
        return Answer.of(
                map + " " + set + " " + pairs + " "
                        + Stream.of(Topic.values()).collect(Collectors.toSet())
                        + Stream.of(Topic.values()).collect(Collectors.groupingBy(t -> t)).keySet());
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class PriorityQueues implements Program {
    @Override
    public Answer answer(Input in) {
        PriorityQueue<Map.Entry<String, Integer>> queue = new PriorityQueue<>(Map.Entry.<String, Integer>comparingByValue().reversed());
        Map.of("a", 1, "b", 3, "c", 2).entrySet().forEach(queue::add);
        Deque<String> stack = new ArrayDeque<>();
        while (!queue.isEmpty()) {
            stack.push(queue.poll().getKey());
        }
        StringJoiner joiner = new StringJoiner("<");
        stack.forEach(joiner::add);
        return Answer.of(joiner.toString());
    }
}

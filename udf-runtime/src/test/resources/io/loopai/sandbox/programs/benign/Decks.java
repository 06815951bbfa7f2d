import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class Decks implements Program {
    public Answer answer(Input in) {
        Deque<String> d = new ArrayDeque<>(); d.push("b"); d.push("c"); d.addLast("a"); PriorityQueue<Integer> q = new PriorityQueue<>(List.of(3, 1)); return Answer.of(d.pop() + q.peek() + " " + d.size() + " " + new TreeSet<>(q));
    }
}

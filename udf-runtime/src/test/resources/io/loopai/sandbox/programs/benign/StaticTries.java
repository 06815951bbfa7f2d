import io.loopai.program.*;
import java.util.*;

public final class StaticTries implements Program {
    static final class Node {
        final Map<Character, Node> next = new HashMap<>();
        String label;
    }

    private static final Node ROOT = new Node();

    static {
        add("free", "spam");
        add("fret", "ham");
    }

    private static void add(String word, String label) {
        Node node = ROOT;
        for (char c : word.toCharArray()) {
            node = node.next.computeIfAbsent(c, key -> new Node());
        }
        node.label = label;
    }

    public Answer answer(Input in) {
        Node node = ROOT;
        for (char c : in.text("text").split(" ")[0].toLowerCase().toCharArray()) {
            node = node.next.get(c);
        }
        return Answer.of(node.label);
    }
}

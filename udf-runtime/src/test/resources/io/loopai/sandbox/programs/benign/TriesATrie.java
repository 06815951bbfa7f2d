import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class TriesATrie implements Program {
    private static final class Node {
        final Map<Character, Node> next = new HashMap<>();
        boolean end;
    }

    @Override
    public Answer answer(Input in) {
        Node root = new Node();
        for (String word : List.of("free", "freedom", "prize")) {
            Node at = root;
            for (char c : word.toCharArray()) {
                at = at.next.computeIfAbsent(c, k -> new Node());
            }
            at.end = true;
        }
        int found = 0;
        for (String word : in.text("text").toLowerCase().split(" ")) {
            Node at = root;
            for (int i = 0; at != null && i < word.length(); i++) {
                at = at.next.get(word.charAt(i));
            }
            found += at != null && at.end ? 1 : 0;
        }
        return Answer.of(found);
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class MapWork implements Program {
    public Answer answer(Input in) {
        Map<Character, Integer> n = new TreeMap<>(); for (char c : in.text("text").toCharArray()) if ("ei".indexOf(c) >= 0) n.merge(c, 1, Integer::sum); return Answer.of(n + " " + n.containsKey((char) 101) + " " + Collections.max(n.values()));
    }
}

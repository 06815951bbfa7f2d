import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ListWork implements Program {
    public Answer answer(Input in) {
        List<String> l = new ArrayList<>(List.of("b", "a")); l.add("c"); Collections.sort(l); int at = l.indexOf("c"); String s = l + " " + at; l.remove("a"); Collections.reverse(l); return Answer.of(s + " " + l);
    }
}

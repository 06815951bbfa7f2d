import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class IteratesForEver implements Program {
    static final class Endless implements Iterable<String>, Iterator<String> {
        public Iterator<String> iterator() {
            return this;
        }

        public boolean hasNext() {
            return true;
        }

        public String next() {
            return "a";
        }
    }

    public Answer answer(Input in) {
        return Answer.of(String.join(",", new Endless()));
    }
}

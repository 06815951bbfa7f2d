import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RecursesInAnIterator implements Program {
    static final class Endless implements Iterable<String> {
        public Iterator<String> iterator() {
            for (String s : this) {
                return List.of(s).iterator();
            }
            return null;
        }
    }

    public Answer answer(Input in) {
        Endless endless = new Endless();
        return Answer.of(endless.iterator().next());
    }
}

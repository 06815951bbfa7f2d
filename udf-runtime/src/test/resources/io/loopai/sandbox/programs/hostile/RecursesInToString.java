import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RecursesInToString implements Program {
    static final class Node {
        public String toString() {
            return "" + this;
        }
    }

    public Answer answer(Input in) {
        return Answer.of("" + new Node());
    }
}

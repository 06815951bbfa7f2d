import io.loopai.program.*;
import java.util.*;

public final class ChangesItsInput implements Program {
    public Answer answer(Input in) {
        Object first = in.list("nested").get(0);
        ((List<Object>) first).add("changed");
        return Answer.of(first.toString());
    }
}

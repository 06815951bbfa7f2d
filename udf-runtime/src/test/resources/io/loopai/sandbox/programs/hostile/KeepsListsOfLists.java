import io.loopai.program.*;
import java.util.*;

public final class KeepsListsOfLists implements Program {
    public Answer answer(Input in) {
        List<Object> list = List.of("x");
        for (int i = 0; i < 40; i++) {
            list = List.of(list, list);
        }
        return Answer.of(new HashSet<>(List.of(list)).size());
    }
}

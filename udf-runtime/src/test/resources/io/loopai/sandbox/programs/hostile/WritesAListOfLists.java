import io.loopai.program.*;
import java.util.*;

public final class WritesAListOfLists implements Program {
    public Answer answer(Input in) {
        List<Object> list = List.of("x");
        for (int i = 0; i < 40; i++) {
            list = List.of(list, list);
        }
        return Answer.of(list.toString().length());
    }
}

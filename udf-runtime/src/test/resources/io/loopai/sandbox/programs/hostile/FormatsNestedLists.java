import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class FormatsNestedLists implements Program {
    public Answer answer(Input in) {
        List<Object> list = List.of("a");
        for (int i = 0; i < 60; i++) {
            list = List.of(list, list);
        }
        return Answer.of(String.format("%s", list));
    }
}

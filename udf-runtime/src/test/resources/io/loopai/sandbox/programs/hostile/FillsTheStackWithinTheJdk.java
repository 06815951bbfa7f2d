import io.loopai.program.*;
import java.util.ArrayList;
import java.util.List;

public final class FillsTheStackWithinTheJdk implements Program {
    public Answer answer(Input in) {
        List<Object> list = new ArrayList<>();
        list.add(list);
        return Answer.of(list.hashCode());
    }
}

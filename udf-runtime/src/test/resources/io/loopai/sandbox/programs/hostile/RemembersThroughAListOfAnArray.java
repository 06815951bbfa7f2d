import io.loopai.program.*;
import java.util.*;

public final class RemembersThroughAListOfAnArray implements Program {
    private static final String[] LAST = {"nothing"};

    public Answer answer(Input in) {
        List<String> view = Arrays.asList(LAST);
        String before = view.get(0);
        view.set(0, in.text("text"));
        return Answer.of(before);
    }
}

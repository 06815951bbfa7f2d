import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SortsLongTexts implements Program {
    public Answer answer(Input in) {
        List<String> list = new ArrayList<>();
        String same = "x".repeat(100_000);
        for (int i = 0; i < 500; i++) {
            list.add(same + i);
        }
        for (int i = 0; i < 100_000; i++) {
            Collections.reverse(list);
            Collections.sort(list);
        }
        return Answer.of(list.size());
    }
}

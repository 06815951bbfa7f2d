import io.loopai.program.*;
import java.util.*;

public final class ReservesATable implements Program {
    public Answer answer(Input in) {
        Map<String, String> map = new HashMap<>(1 << 30, 0.75f);
        map.put("a", "b");
        return Answer.of(map.size());
    }
}

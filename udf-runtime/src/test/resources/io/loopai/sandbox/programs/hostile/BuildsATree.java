import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class BuildsATree implements Program {
    public Answer answer(Input in) {
        TreeMap<String, Integer> map = new TreeMap<>();
        String long1 = "x".repeat(100_000);
        for (int i = 0; i < 100_000; i++) {
            map.put(long1 + i, i);
        }
        return Answer.of(map.size());
    }
}

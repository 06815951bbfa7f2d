import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CollidesInAMap implements Program {
    record Key(int high, int low) {}

    public Answer answer(Input in) {
        Map<Key, Integer> map = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            map.put(new Key(i, -31 * i), i);
        }
        return Answer.of(map.size());
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CollidesWithStrings implements Program {
    public Answer answer(Input in) {
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 1 << 22; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 22; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            map.put(key.toString(), i);
        }
        return Answer.of(map.size());
    }
}

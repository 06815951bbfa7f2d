import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class KeysNestedMaps implements Program {
    public Answer answer(Input in) {
        Map<Object, Object> map = Map.of("a", "b");
        for (int i = 0; i < 60; i++) {
            map = Map.of("a", map, "b", map);
        }
        return Answer.of(new HashSet<Object>().add(map));
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HashesLongTexts implements Program {
    public Answer answer(Input in) {
        Map<Object, Integer> seen = new HashMap<>(); List<String> key = new ArrayList<>(Collections.nCopies(10_000, "k")); while (true) seen.merge(key, 1, Integer::sum);
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AddsAListToItself implements Program {
    public Answer answer(Input in) {
        List<String> all = new ArrayList<>(List.of("a")); while (true) all.addAll(List.copyOf(all));
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CountsWords implements Program {
    public Answer answer(Input in) {
        Map<String, Long> n = Arrays.stream((in.text("text") + " free").toLowerCase(Locale.ROOT).split("[^a-z]+")).filter(w -> !w.isBlank()).collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())); return Answer.of(n.toString());
    }
}

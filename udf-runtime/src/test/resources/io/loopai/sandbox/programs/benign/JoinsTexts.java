import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class JoinsTexts implements Program {
    @Override
    public Answer answer(Input in) {
        List<String> parts = List.of("a", "b");
        return Answer.of(String.join("-", parts) + String.join("+", "c", "d") + Stream.of("e", "f").collect(Collectors.joining()) + Stream.of(1, 2).map(String::valueOf).collect(Collectors.joining("/")) + String.join(",", new TreeSet<>(Set.of("z", "y"))));
    }
}

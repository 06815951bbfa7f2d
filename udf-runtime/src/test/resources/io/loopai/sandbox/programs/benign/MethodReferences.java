import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class MethodReferences implements Program {
    public Answer answer(Input in) {
        List<String> up = Stream.of(in.text("text").split(" ")).map(String::toUpperCase).toList(); Predicate<String> has = up::contains; Function<Collection<Integer>, List<Integer>> copy = ArrayList::new; return Answer.of(up + " " + has.test("FREE") + " " + copy.apply(List.of(1, 2)));
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;

public final class HidesAListInAChain implements Program {
    private static final Predicate<String> NEW = adder(new HashSet<>()).negate();

    private static Predicate<String> adder(Set<String> seen) {
        return word -> !seen.add(word);
    }

    public Answer answer(Input in) {
        return Answer.of(NEW.test(in.text("text")));
    }
}

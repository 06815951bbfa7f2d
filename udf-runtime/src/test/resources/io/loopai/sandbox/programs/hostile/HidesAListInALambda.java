import io.loopai.program.*;
import java.util.*;
import java.util.function.*;

public final class HidesAListInALambda implements Program {
    private static final Function<String, Boolean> NEW = adder(new HashSet<>());

    private static Function<String, Boolean> adder(Set<String> seen) {
        return seen::add;
    }

    public Answer answer(Input in) {
        return Answer.of(NEW.apply(in.text("text")));
    }
}

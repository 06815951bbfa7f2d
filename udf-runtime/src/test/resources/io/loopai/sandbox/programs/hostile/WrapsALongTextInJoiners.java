import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class WrapsALongTextInJoiners implements Program {
    public Answer answer(Input in) {
        StringBuilder text = new StringBuilder("x".repeat(1_000_000));
        List<StringJoiner> joiners = new ArrayList<>();
        while (true) {
            joiners.add(new StringJoiner(text, text, text));
        }
    }
}

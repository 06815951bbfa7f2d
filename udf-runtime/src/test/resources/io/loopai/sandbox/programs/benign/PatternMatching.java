import io.loopai.program.*;

public final class PatternMatching implements Program {
    public Answer answer(Input in) {
        Object value = in.list("items").get(0);
        if (value instanceof String s && !s.isEmpty()) {
            return Answer.of(s);
        }
        return Answer.abstain();
    }
}

import io.loopai.program.*;

public final class MatchesASlowPattern implements Program {
    public Answer answer(Input in) {
        return Answer.of(in.text("text").matches("(.*a){12}b"));
    }
}

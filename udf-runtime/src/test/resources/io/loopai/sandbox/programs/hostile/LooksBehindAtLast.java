import io.loopai.program.*;

public final class LooksBehindAtLast implements Program {
    public Answer answer(Input in) {
        return Answer.of("x".matches("(?<=(x))" + in.text("text")));
    }
}

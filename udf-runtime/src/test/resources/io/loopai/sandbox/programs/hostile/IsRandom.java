import io.loopai.program.*;

public final class IsRandom implements Program {
    public Answer answer(Input in) {
        return Answer.of(Math.random());
    }
}

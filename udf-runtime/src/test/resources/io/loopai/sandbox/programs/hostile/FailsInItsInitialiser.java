import io.loopai.program.*;

public final class FailsInItsInitialiser implements Program {
    private static final int SIZE = Integer.parseInt("many");

    public Answer answer(Input in) {
        return Answer.of(SIZE);
    }
}

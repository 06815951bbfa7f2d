import io.loopai.program.*;

public final class FailsInItsConstructor implements Program {
    public FailsInItsConstructor() {
        throw new IllegalStateException("not today");
    }

    public Answer answer(Input in) {
        return Answer.abstain();
    }
}

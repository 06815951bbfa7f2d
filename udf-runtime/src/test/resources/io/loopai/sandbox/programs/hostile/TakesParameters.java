import io.loopai.program.*;

public final class TakesParameters implements Program {
    public TakesParameters(String secret) {}

    public Answer answer(Input in) {
        return Answer.abstain();
    }
}

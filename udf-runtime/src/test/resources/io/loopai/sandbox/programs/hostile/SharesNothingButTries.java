import io.loopai.program.*;

public final class SharesNothingButTries implements Program {
    static final class Evil extends ThreadLocal<String> {}

    public Answer answer(Input in) {
        return Answer.abstain();
    }
}

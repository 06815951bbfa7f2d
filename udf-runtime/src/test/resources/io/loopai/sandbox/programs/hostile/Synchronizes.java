import io.loopai.program.*;

public final class Synchronizes implements Program {
    public Answer answer(Input in) {
        synchronized (this) {
            return Answer.abstain();
        }
    }
}

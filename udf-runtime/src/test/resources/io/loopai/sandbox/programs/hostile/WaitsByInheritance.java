import io.loopai.program.*;

public final class WaitsByInheritance implements Program {
    public Answer answer(Input in) {
        notifyAll();
        return Answer.abstain();
    }
}

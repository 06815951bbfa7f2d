import io.loopai.program.*;

public final class Finalizes implements Program {
    protected void finalize() {
        while (true) {}
    }

    public Answer answer(Input in) {
        return Answer.abstain();
    }
}

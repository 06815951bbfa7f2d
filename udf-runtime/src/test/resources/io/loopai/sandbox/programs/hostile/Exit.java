import io.loopai.program.*;

public final class Exit implements Program {
    public Answer answer(Input in) {
        System.exit(1);
        return Answer.abstain();
    }
}

import io.loopai.program.*;

public final class CatchesAnUnlistedType implements Program {
    public Answer answer(Input in) {
        try {
            return Answer.of(in.text("text"));
        } catch (SecurityException e) {
            return Answer.abstain();
        }
    }
}

import io.loopai.program.*;

public final class NamesTheStandIns implements Program {
    public Answer answer(Input in) {
        return Answer.of(io.loopai.sandbox.guest.Strings.matches("a", "a"));
    }
}

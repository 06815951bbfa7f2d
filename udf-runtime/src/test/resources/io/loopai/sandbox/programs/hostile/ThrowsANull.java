import io.loopai.program.*;

public final class ThrowsANull implements Program {
    public Answer answer(Input in) {
        String text = null;
        return Answer.of(text.length());
    }
}

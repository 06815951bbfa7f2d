import io.loopai.program.*;

public final class JoinsLongTextsAtOnce implements Program {
    public Answer answer(Input in) {
        String s = "x".repeat(5_000_000);
        return Answer.of((s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s).length());
    }
}

import io.loopai.program.*;

public final class RepeatsAGroup implements Program {
    public Answer answer(Input in) {
        String text = "a".repeat(100_000);
        return Answer.of(text.replaceAll("(a+)", "$1".repeat(10_000)).length());
    }
}

import io.loopai.program.*;

public final class FormatsTheSameOften implements Program {
    public Answer answer(Input in) {
        String text = "x".repeat(1_000_000);
        return Answer.of(String.format("%1$s".repeat(10_000), text).length());
    }
}

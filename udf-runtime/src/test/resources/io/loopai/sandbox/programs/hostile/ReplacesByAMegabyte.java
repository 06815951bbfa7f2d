import io.loopai.program.*;

public final class ReplacesByAMegabyte implements Program {
    public Answer answer(Input in) {
        String text = "a".repeat(100_000);
        return Answer.of(text.replaceAll("a", "b".repeat(1_000_000)).length());
    }
}

import io.loopai.program.*;

public final class MakesExceptions implements Program {
    public Answer answer(Input in) {
        RuntimeException last = null;
        for (int i = 0; i < 1_000_000; i++) {
            last = new IllegalStateException("no");
        }
        return Answer.of(last.getMessage());
    }
}

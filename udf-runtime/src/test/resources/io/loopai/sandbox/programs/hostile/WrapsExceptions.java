import io.loopai.program.*;

public final class WrapsExceptions implements Program {

    public Answer answer(Input in) {
        RuntimeException e = new RuntimeException("x".repeat(1000000));
        for (int i = 0; i < 100000; i++) e = new RuntimeException(e);
        return Answer.of("x");
    }
}

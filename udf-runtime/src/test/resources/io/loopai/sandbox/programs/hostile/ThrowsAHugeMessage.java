import io.loopai.program.*;

public final class ThrowsAHugeMessage implements Program {
    public Answer answer(Input in) {
        throw new IllegalStateException("x".repeat(10_000));
    }
}

import io.loopai.program.*;

public final class IsNative implements Program {
    private static native String secret();

    public Answer answer(Input in) {
        return Answer.of(secret());
    }
}

import io.loopai.program.*;

public final class DoesNotCompile implements Program {
    public Answer answer(Input in) {
        int count = in.text("text");
        return Answer.of(count)
    }
}

import io.loopai.program.*;

public final class AsksForAMissingField implements Program {
    public Answer answer(Input in) {
        return Answer.of(in.number("age"));
    }
}

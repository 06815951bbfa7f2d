import io.loopai.program.*;

public final class MistypesAVariable implements Program {
    public Answer answer(Input in) {
        int count = in.text("text");
        return Answer.of(cuont);
    }
}

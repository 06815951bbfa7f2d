import io.loopai.program.*;

public final class RefersBack implements Program {
    public Answer answer(Input in) {
        return Answer.of(in.text("text").matches("(.)\\1"));
    }
}

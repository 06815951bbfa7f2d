import io.loopai.program.*;

public final class NamesAClass implements Program {
    public Answer answer(Input in) {
        return Answer.of(String.class.getName());
    }
}

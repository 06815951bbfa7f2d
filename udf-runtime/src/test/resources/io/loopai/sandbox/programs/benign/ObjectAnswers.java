import io.loopai.program.*;

public final class ObjectAnswers implements Program {
    public Answer answer(Input in) {
        return Answer.object()
                .put("level", "warn")
                .put("code", 7)
                .put("who", Answer.object().put("known", in.has("customer")));
    }
}

import io.loopai.program.*;

public final class RemembersInAnAnswer implements Program {
    private static final Answer ANSWER = Answer.object().put("calls", 1);

    public Answer answer(Input in) {
        return ANSWER.put(in.text("text"), true);
    }
}

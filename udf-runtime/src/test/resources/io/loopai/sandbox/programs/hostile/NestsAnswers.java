import io.loopai.program.*;

public final class NestsAnswers implements Program {
    public Answer answer(Input in) {
        Answer answer = Answer.object();
        for (int i = 0; i < 40; i++) {
            answer = Answer.object().put("a", answer).put("b", answer);
        }
        return Answer.of(answer.toString().length());
    }
}

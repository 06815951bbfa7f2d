import io.loopai.program.*;

public final class TryCatchFinally implements Program {
    public Answer answer(Input in) {
        int steps = 0;
        try {
            steps += Integer.parseInt(in.text("text"));
        } catch (NumberFormatException | NullPointerException e) {
            steps += 10;
        } finally {
            steps += 100;
        }
        return Answer.of(steps);
    }
}

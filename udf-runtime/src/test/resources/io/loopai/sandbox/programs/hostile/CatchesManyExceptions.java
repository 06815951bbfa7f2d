import io.loopai.program.*;

public final class CatchesManyExceptions implements Program {
    public Answer answer(Input in) {
        int caught = 0;
        for (int i = 0; i < 400_000; i++) {
            try {
                caught -= Integer.parseInt(in.text("text"));
            } catch (NumberFormatException e) {
                caught++;
            }
        }
        return Answer.of(caught);
    }
}

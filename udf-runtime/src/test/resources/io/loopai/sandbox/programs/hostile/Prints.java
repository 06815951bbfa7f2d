import io.loopai.program.*;

public final class Prints implements Program {
    public Answer answer(Input in) {
        System.out.println(in.text("text"));
        return Answer.abstain();
    }
}

import io.loopai.program.*;

public final class LoadsAClass implements Program {
    public Answer answer(Input in) {
        try {
            Class.forName("java.lang.Runtime");
        } catch (ClassNotFoundException e) {
            return Answer.abstain();
        }
        return Answer.abstain();
    }
}

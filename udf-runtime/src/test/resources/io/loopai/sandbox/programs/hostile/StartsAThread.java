import io.loopai.program.*;

public final class StartsAThread implements Program {
    public Answer answer(Input in) {
        Runnable busy = () -> {
            while (true) {}
        };
        new Thread(busy).start();
        return Answer.abstain();
    }
}

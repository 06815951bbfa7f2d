import io.loopai.program.*;

public final class CatchesEverything implements Program {
    public Answer answer(Input in) {
        while (true) {
            try {
                while (true) {}
            } catch (Throwable t) {
                continue;
            }
        }
    }
}

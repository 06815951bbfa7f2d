import io.loopai.program.*;

public final class NeverLeavesFinally implements Program {
    public Answer answer(Input in) {
        while (true) {
            try {
                while (true) {}
            } finally {
                continue;
            }
        }
    }
}

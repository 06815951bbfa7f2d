import io.loopai.program.*;

public final class CatchesItsRecursion implements Program {
    public Answer answer(Input in) {
        try {
            return answer(in);
        } catch (Throwable t) {
            return answer(in);
        } finally {
            answer(in);
        }
    }
}

import io.loopai.program.*;

public final class LoopsInItsInitialiser implements Program {
    private static final int SIZE = size();

    private static int size() {
        int size = 0;
        while (true) {
            size++;
        }
    }

    public Answer answer(Input in) {
        return Answer.of(SIZE);
    }
}

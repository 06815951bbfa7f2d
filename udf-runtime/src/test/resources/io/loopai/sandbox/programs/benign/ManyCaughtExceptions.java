import io.loopai.program.*;

public final class ManyCaughtExceptions implements Program {
    private static void fail(int depth) {
        if (depth == 0) {
            throw new IllegalStateException("again");
        }
        fail(depth - 1);
    }

    public Answer answer(Input in) {
        int caught = 0;
        for (int i = 0; i < 2000; i++) {
            try {
                fail(3);
            } catch (IllegalStateException e) {
                caught++;
            }
        }
        return Answer.of(caught);
    }
}

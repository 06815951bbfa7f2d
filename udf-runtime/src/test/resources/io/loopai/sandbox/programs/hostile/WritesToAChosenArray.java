import io.loopai.program.*;

public final class WritesToAChosenArray implements Program {
    private static final int[] SHARED = {0};

    public Answer answer(Input in) {
        return Answer.of(count(SHARED, in.has("text")));
    }

    private static int count(int[] given, boolean use) {
        int[] chosen = use ? given : new int[1];
        chosen[0]++;
        return chosen[0];
    }
}

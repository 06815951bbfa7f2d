import io.loopai.program.*;

public final class RemembersInAnArray implements Program {
    private static final int[] CALLS = new int[1];

    public Answer answer(Input in) {
        return Answer.of(++CALLS[0]);
    }
}

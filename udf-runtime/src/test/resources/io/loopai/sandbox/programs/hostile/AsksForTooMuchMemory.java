import io.loopai.program.*;

public final class AsksForTooMuchMemory implements Program {
    public Answer answer(Input in) {
        int[][] much = new int[Integer.MAX_VALUE][];
        return Answer.of(much.length);
    }
}

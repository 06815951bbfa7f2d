import io.loopai.program.*;

public final class FillsItsOwnArray implements Program {
    private static final int[] WEIGHTS = {1, 2, 3};

    public Answer answer(Input in) {
        int[] sums = new int[WEIGHTS.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = add(sums, i) + WEIGHTS[i];
        }
        return Answer.of(sums[0] + sums[1] + sums[2]);
    }

    private static int add(int[] sums, int i) {
        sums[i] += 1;
        return sums[i];
    }
}

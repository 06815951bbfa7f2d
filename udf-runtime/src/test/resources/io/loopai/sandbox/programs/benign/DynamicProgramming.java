import io.loopai.program.*;

public final class DynamicProgramming implements Program {
    private static final int[] COSTS = {1, 1, 2};

    public Answer answer(Input in) {
        String text = in.text("text");
        int[][] table = new int[text.length() + 1][4];
        for (int i = 0; i < table.length; i++) {
            row(table[i], i);
        }
        return Answer.of(table[text.length()][3]);
    }

    private static void row(int[] row, int start) {
        row[0] = start;
        for (int i = 1; i < row.length; i++) {
            row[i] = row[i - 1] + COSTS[i - 1];
        }
    }
}

import io.loopai.program.*;

public final class RemembersInAGrid implements Program {
    private static final double[][] CELLS = new double[20][20];

    public Answer answer(Input in) {
        double[] row = CELLS[7];
        row[3] += in.text("text").length();
        return Answer.of(row[3]);
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LabelledLoops implements Program {
    @Override
    public Answer answer(Input in) {
        int[][] grid = {{1, 2, 3}, {4, -5, 6}, {7, 8, 9}};
        int sum = 0;
        outer:
        for (int[] row : grid) {
            for (int cell : row) {
                if (cell < 0) {
                    continue outer;
                }
                if (cell == 9) {
                    break outer;
                }
                sum += cell;
            }
        }
        do {
            sum--;
        } while (sum > 20);
        return Answer.of(sum);
    }
}

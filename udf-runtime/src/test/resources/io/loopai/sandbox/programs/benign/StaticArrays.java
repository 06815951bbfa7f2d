import io.loopai.program.*;
import java.util.*;

public final class StaticArrays implements Program {
    private static final String[] WORDS = {"free", "prize", "win"};
    private static final double[] WEIGHTS = new double[3];
    private static final int[][] COSTS = {{1, 2}, {3, 4}};

    static {
        Arrays.fill(WEIGHTS, 0.5);
        Arrays.sort(WORDS);
    }

    public Answer answer(Input in) {
        double[] scores = new double[WORDS.length];
        for (int i = 0; i < WORDS.length; i++) {
            scores[i] = in.text("text").toLowerCase().contains(WORDS[i]) ? WEIGHTS[i] : 0;
        }
        add(scores, COSTS[1][0]);
        String[] copy = WORDS.clone();
        copy[0] = Arrays.asList(WORDS).contains("win") ? "w" : "";
        return Answer.of(String.join(" ", copy) + Arrays.stream(scores).sum());
    }

    private static void add(double[] scores, double more) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += more;
        }
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LevenshteinDistance implements Program {
    public Answer answer(Input in) {
        String a = "kitten", z = "sitting"; int[][] d = new int[a.length() + 1][z.length() + 1]; for (int i = 0; i <= a.length(); i++) for (int j = 0; j <= z.length(); j++) d[i][j] = i == 0 ? j : j == 0 ? i : Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a.charAt(i - 1) == z.charAt(j - 1) ? 0 : 1)); return Answer.of("" + d[a.length()][z.length()]);
    }
}

import io.loopai.program.*;

import java.util.*;

public final class ComparesSharedArrays implements Program {

    public Answer answer(Input in) {
        int[] a = new int[1000000];
        int[] b = new int[1000000];
        Object[] x = new Object[100000];
        Object[] y = new Object[100000];
        Arrays.fill(x, a);
        Arrays.fill(y, b);
        return Answer.of("" + Arrays.deepEquals(x, y));
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AllocatesArrays implements Program {
    public Answer answer(Input in) {
        int[][] all = new int[1_000][]; for (int i = 0; ; i++) all[i % 1_000] = new int[100_000];
    }
}

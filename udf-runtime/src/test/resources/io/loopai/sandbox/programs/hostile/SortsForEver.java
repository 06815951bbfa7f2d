import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SortsForEver implements Program {
    public Answer answer(Input in) {
        int[] all = new int[100_000]; while (true) Arrays.sort(all);
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class FillsForEver implements Program {
    public Answer answer(Input in) {
        int[] all = new int[1_000_000]; while (true) Arrays.fill(all, 1);
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SearchesAList implements Program {
    public Answer answer(Input in) {
        List<Integer> all = new ArrayList<>(); for (int i = 0; i < 10_000; i++) all.add(i); int n = 0; while (true) if (all.contains(-1)) n++;
    }
}

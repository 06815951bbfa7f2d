import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class InsertsIntoAList implements Program {
    public Answer answer(Input in) {
        List<Integer> all = new ArrayList<>(Collections.nCopies(100_000, 1)); while (true) { all.add(0, 1); all.remove(0); }
    }
}

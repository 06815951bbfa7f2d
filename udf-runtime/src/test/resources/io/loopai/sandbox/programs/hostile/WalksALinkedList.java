import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class WalksALinkedList implements Program {
    public Answer answer(Input in) {
        List<Integer> all = new LinkedList<>(Collections.nCopies(10_000, 1)); int n = 0; while (true) n += all.get(5_000);
    }
}

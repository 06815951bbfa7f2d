import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class WalksAnAbstractList implements Program {
    public Answer answer(Input in) {
        AbstractList<Integer> all = new LinkedList<>(Collections.nCopies(10_000, 1));
        int sum = 0;
        while (true) {
            sum += all.get(5_000);
        }
    }
}

import io.loopai.program.*;

import java.util.*;

public final class RemovesBitSets implements Program {

    public Answer answer(Input in) {
        BitSet a = new BitSet();
        a.set(0, 4000000);
        BitSet b = new BitSet();
        b.set(0, 4000000);
        b.clear(3999998);
        List<BitSet> l = new ArrayList<>(Collections.nCopies(4000, a));
        List<BitSet> k = new ArrayList<>(Collections.nCopies(4000, b));
        k.removeAll(l);
        return Answer.of("x");
    }
}

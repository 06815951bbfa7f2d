import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class BitSets implements Program {
    public Answer answer(Input in) {
        BitSet bits = new BitSet(8); bits.set(1); bits.set(5); bits.set(100); return Answer.of(bits + " " + bits.cardinality());
    }
}

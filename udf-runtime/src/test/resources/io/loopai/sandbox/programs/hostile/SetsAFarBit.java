import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SetsAFarBit implements Program {
    public Answer answer(Input in) {
        BitSet bits = new BitSet(); bits.set(2_000_000_000); return Answer.of(bits.cardinality());
    }
}

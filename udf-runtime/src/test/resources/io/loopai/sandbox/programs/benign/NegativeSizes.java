import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class NegativeSizes implements Program {
    public Answer answer(Input in) {
        try { int[] a = new int[in.text("text").length() - 11]; return Answer.of(a.length); } catch (NegativeArraySizeException e) { return Answer.of("NegativeArraySizeException"); }
    }
}

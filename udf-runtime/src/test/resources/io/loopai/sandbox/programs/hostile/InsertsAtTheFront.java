import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class InsertsAtTheFront implements Program {
    public Answer answer(Input in) {
        StringBuilder b = new StringBuilder("x".repeat(1_000_000)); while (true) { b.insert(0, "y"); b.deleteCharAt(0); }
    }
}

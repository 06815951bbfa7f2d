import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ReservesABuilder implements Program {
    public Answer answer(Input in) {
        StringBuilder b = new StringBuilder(); b.setLength(2_000_000_000); return Answer.of(b.length());
    }
}

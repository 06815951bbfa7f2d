import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LoopsInARecordConstructor implements Program {
    record Range(int low, int high) {
        Range {
            while (low > high) {}
        }
    }

    public Answer answer(Input in) {
        return Answer.of(new Range(1, 0).low());
    }
}

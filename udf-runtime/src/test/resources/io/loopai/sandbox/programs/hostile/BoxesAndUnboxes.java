import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class BoxesAndUnboxes implements Program {
    public Answer answer(Input in) {
        IntStream numbers = IntStream.range(0, 100_000);
        for (int i = 0; i < 1_000; i++) {
            numbers = numbers.boxed().mapToInt(Integer::intValue);
        }
        return Answer.of(numbers.sum());
    }
}

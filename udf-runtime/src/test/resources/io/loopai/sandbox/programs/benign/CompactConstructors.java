import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CompactConstructors implements Program {
    record Range(int low, int high) {
        static final Range ALL = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);

        Range {
            if (low > high) {
                int swap = low;
                low = high;
                high = swap;
            }
        }

        Range(int only) {
            this(only, only);
        }

        static Range of(String text) {
            int dots = text.indexOf("..");
            return dots < 0
                    ? new Range(Integer.parseInt(text))
                    : new Range(
                            Integer.parseInt(text.substring(0, dots)),
                            Integer.parseInt(text.substring(dots + 2)));
        }

        boolean contains(int n) {
            return n >= low && n <= high;
        }
    }

    @Override
    public Answer answer(Input in) {
        Range range = new Range(9, 2);
        return Answer.of(range.low() + "-" + range.high() + " " + range.contains(5) + " " + Range.of("3..7"));
    }
}

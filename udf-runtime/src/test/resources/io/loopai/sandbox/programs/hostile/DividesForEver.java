import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class DividesForEver implements Program {
    public Answer answer(Input in) {
        long n = 1;
        for (int i = 0; i < 2_000_000_000; i++) {
            n += Long.MAX_VALUE / (n | 1) % 7;
            n ^= Double.doubleToLongBits(Math.pow(n, 0.37));
        }
        return Answer.of(n);
    }
}

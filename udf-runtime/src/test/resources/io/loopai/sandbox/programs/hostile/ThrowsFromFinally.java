import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ThrowsFromFinally implements Program {
    public Answer answer(Input in) {
        for (;;) {
            try {
                while (true) {}
            } finally {
                throw new IllegalStateException("survived");
            }
        }
    }
}

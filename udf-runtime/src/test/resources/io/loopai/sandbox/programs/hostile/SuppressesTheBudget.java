import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SuppressesTheBudget implements Program {
    public Answer answer(Input in) {
        RuntimeException kept = new RuntimeException();
        try {
            while (true) {}
        } catch (Throwable t) {
            kept.addSuppressed(t);
        }
        throw kept;
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class JoinsForEver implements Program {
    public Answer answer(Input in) {
        List<String> all = Collections.nCopies(1_000, "x".repeat(1_000)); int n = 0; while (true) n += String.join(",", all).length();
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ComparesLongTexts implements Program {
    public Answer answer(Input in) {
        String a = "x".repeat(1_000_000) + "a"; String c = "x".repeat(1_000_000) + "b"; int n = 0; while (true) if (a.equals(c)) n++;
    }
}

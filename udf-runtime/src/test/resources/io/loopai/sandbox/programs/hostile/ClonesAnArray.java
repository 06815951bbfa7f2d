import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ClonesAnArray implements Program {
    public Answer answer(Input in) {
        int[] a = new int[1_000_000]; while (true) a = a.clone();
    }
}

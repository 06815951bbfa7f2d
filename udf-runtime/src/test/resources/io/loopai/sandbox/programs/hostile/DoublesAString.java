import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class DoublesAString implements Program {
    public Answer answer(Input in) {
        String s = "x"; while (true) s = s + s;
    }
}

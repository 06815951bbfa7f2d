import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class DoublesAStringBuilder implements Program {
    public Answer answer(Input in) {
        StringBuilder b = new StringBuilder("x"); while (true) b.append(b.toString());
    }
}

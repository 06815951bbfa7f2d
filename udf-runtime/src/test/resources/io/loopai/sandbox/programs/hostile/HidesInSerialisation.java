import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HidesInSerialisation implements Program {
    private Object readResolve() throws java.io.ObjectStreamException {
        return null;
    }

    public Answer answer(Input in) {
        return Answer.of("x");
    }
}

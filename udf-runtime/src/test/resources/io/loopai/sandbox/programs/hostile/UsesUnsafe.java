import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class UsesUnsafe implements Program {
    public Answer answer(Input in) {
        return Answer.of(sun.misc.Unsafe.getUnsafe().pageSize());
    }
}

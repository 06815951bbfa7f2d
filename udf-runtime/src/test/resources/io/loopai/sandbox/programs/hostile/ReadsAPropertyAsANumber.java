import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ReadsAPropertyAsANumber implements Program {
    public Answer answer(Input in) {
        return Answer.of(Integer.getInteger("java.specification.version"));
    }
}

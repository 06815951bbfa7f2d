import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import java.lang.invoke.*;

public final class LooksUpAMethod implements Program {
    public Answer answer(Input in) {
        try {
            return Answer.of((String) MethodHandles.lookup().findStatic(String.class, "valueOf", MethodType.methodType(String.class, int.class)).invoke(1));
        } catch (Throwable t) {
            return Answer.abstain();
        }
    }
}

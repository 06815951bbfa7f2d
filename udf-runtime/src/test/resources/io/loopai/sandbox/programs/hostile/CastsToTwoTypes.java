import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CastsToTwoTypes implements Program {
    public Answer answer(Input in) {
        Runnable r = (Runnable & java.io.Serializable) () -> {};
        r.run();
        return Answer.of(1);
    }
}

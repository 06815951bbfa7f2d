import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class StartsATimer implements Program {
    public Answer answer(Input in) {
        new Timer().schedule(null, 1);
        return Answer.abstain();
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ForgesAnInput implements Program {
    public Answer answer(Input in) {
        return answer(new Input(Map.of()));
    }
}

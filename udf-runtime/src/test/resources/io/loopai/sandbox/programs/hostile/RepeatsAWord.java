import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RepeatsAWord implements Program {
    public Answer answer(Input in) {
        return Answer.of("spam".repeat(1_000_000_000));
    }
}

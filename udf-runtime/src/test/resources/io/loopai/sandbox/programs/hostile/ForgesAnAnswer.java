import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ForgesAnAnswer implements Program {
    static class Mine extends Answer {}

    public Answer answer(Input in) {
        return new Mine();
    }
}

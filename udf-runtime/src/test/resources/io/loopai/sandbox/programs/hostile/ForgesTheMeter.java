import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

final class Meter {
    static void step() {}
}

public final class ForgesTheMeter implements Program {
    public Answer answer(Input in) {
        while (true) {
            Meter.step();
        }
    }
}

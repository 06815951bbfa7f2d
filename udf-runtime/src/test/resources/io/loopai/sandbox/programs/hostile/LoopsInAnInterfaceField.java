import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LoopsInAnInterfaceField implements Program {
    interface Rule {
        int N = forEver();

        static int forEver() {
            while (true) {}
        }
    }

    public Answer answer(Input in) {
        return Answer.of(Rule.N);
    }
}

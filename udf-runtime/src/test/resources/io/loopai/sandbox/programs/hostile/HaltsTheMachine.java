import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HaltsTheMachine implements Program {
    public Answer answer(Input in) {
        Runtime.getRuntime().halt(1);
        return Answer.abstain();
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import static java.lang.Thread.sleep;

public final class SleepsByImport implements Program {
    public Answer answer(Input in) {
        sleep(1_000);
        return Answer.abstain();
    }
}

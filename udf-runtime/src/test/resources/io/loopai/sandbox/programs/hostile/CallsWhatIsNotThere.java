import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CallsWhatIsNotThere implements Program {
    public Answer answer(Input in) {
        String text = in.txt("text");
        return Answer.of(text.reversed().charAt("0"));
    }
}

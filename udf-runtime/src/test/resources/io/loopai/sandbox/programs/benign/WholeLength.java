import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class WholeLength implements Program {
    public Answer answer(Input in) {
        StringBuilder text = new StringBuilder(); for (int i = 0; i < 6_553; i++) text.append("0123456789"); return Answer.of(text.append("abcdef").toString().length() + "");
    }
}

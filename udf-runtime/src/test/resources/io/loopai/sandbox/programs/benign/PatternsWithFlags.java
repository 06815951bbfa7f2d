import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class PatternsWithFlags implements Program {
    public Answer answer(Input in) {
        var p = java.util.regex.Pattern.compile("^free (\\w+)", java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.MULTILINE); var m = p.matcher(in.text("text")); return Answer.of(m.lookingAt() + " " + m.group(1) + " " + java.util.regex.Pattern.quote(".").length() / 2);
    }
}

import io.loopai.program.*;
import java.util.Locale;

public final class StringSwitch implements Program {
    public Answer answer(Input in) {
        switch (in.text("text").toLowerCase(Locale.ROOT)) {
            case "free prize":
                return Answer.of("spam");
            default:
                return Answer.of("ham");
        }
    }
}

import io.loopai.program.*;
import io.loopai.program.text.LinearModel;

public final class UnpacksLargeModels implements Program {
    // 262,144 features, packed into a short text.
    private static final String MANY = "C?RM3f-.mO0k+A4pWJ07PA1@(00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000002Q002aY0rr91";

    public Answer answer(Input in) {
        int made = 0;
        while (made < 1_000_000) {
            LinearModel.of("a", "b").features("words 1", 262_144, MANY);
            made++;
        }
        return Answer.of(String.valueOf(made));
    }
}

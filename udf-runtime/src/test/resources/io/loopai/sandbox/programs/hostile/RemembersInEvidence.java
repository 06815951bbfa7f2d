import io.loopai.program.*;
import io.loopai.program.text.LinearModel;

public final class RemembersInEvidence implements Program {
    private static final LinearModel.Evidence EVIDENCE =
            LinearModel.of("ham", "spam")
                    .features("words 1", 6, "C?OU3H&I@[-&0UMxei!1-jUZ]gxp5q2R#CX")
                    .weights(6, "C?OSyxhh5>3igD=0%5x4")
                    .scale(0.03, 1, 1, 1)
                    .bias(-1)
                    .build()
                    .evidence();

    public Answer answer(Input in) {
        return Answer.of(EVIDENCE.text("", in.text("text")).scores().best());
    }
}

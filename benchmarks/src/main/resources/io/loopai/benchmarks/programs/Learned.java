import io.loopai.program.*;
import io.loopai.program.text.*;

public final class Learned implements Program {

    private static final LinearModel MODEL =
            LinearModel.of("sales", "technical")
                    .features("words 1-2, chars 2-5, marks", 6, "C?OU3H&I@[-&0UMxei!1-jUZ]gxp5q2R#CX")
                    .weights(6, "C?OSyxhh5>3igD=0%5x4")
                    .scale(0.03, 0.02, 1, 1)
                    .bias(0.1)
                    .build();

    public Answer answer(Input in) {
        Scores scores = MODEL.score(in.text("text"));
        return Answer.of(scores.best(), scores.probability());
    }
}

import io.loopai.program.*;
import io.loopai.program.text.*;

public final class LearnedModel implements Program {
    // for spam: free, prize, win; against: lunch, home, see
    private static final LinearModel MODEL =
            LinearModel.of("ham", "spam")
                    .features("words 1", 6, "C?OU3H&I@[-&0UMxei!1-jUZ]gxp5q2R#CX")
                    .weights(6, "C?OSyxhh5>3igD=0%5x4")
                    .scale(0.03, 1, 1, 1)
                    .bias(-1)
                    .build();

    public Answer answer(Input in) {
        Scores scores = MODEL.score(in.text("text"));
        Scores both = MODEL.evidence().text("", "see you").text("", "at home").scores();
        return Answer.of(scores.best() + " " + both.best(), scores.probability("spam"));
    }
}

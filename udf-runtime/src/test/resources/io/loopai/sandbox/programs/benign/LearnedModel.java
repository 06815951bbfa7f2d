import io.loopai.program.*;
import io.loopai.program.text.*;

public final class LearnedModel implements Program {
    // for spam: free, prize, win; against: lunch, home, see
    private static final LinearModel MODEL =
            LinearModel.of("ham", "spam")
                    .features("words 1", 6, "M.BIQ.Vw<6%cS]pQ64mV0@@r3")
                    .weights("OsD9WwmLVu")
                    .scale(0.03, 1, 1, 1)
                    .bias(-1)
                    .build();

    public Answer answer(Input in) {
        Scores scores = MODEL.score(in.text("text"));
        Scores both = MODEL.evidence().text("", "see you").text("", "at home").scores();
        return Answer.of(scores.best() + " " + both.best(), scores.probability("spam"));
    }
}

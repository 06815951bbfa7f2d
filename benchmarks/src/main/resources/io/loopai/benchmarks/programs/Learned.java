import io.loopai.program.*;
import io.loopai.program.text.*;

public final class Learned implements Program {

    private static final LinearModel MODEL =
            LinearModel.of("sales", "technical")
                    .features("words 1-2, chars 2-5, marks", 6, "M.BIQ.Vw<6%cS]pQ64mV0@@r3")
                    .weights("OsD9WwmLVu")
                    .scale(0.03, 0.02, 1, 1)
                    .bias(0.1)
                    .build();

    public Answer answer(Input in) {
        Scores scores = MODEL.score(in.text("text"));
        return Answer.of(scores.best(), scores.probability());
    }
}

import io.loopai.program.*;
import io.loopai.program.text.LinearModel;

public final class RemembersInEvidence implements Program {
    private static final LinearModel.Evidence EVIDENCE =
            LinearModel.of("ham", "spam")
                    .features("words 1", 6, "M.BIQ.Vw<6%cS]pQ64mV0@@r3")
                    .weights("OsD9WwmLVu")
                    .scale(0.03, 1, 1, 1)
                    .bias(-1)
                    .build()
                    .evidence();

    public Answer answer(Input in) {
        return Answer.of(EVIDENCE.text("", in.text("text")).scores().best());
    }
}

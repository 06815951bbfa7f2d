import io.loopai.program.*;

public final class TouchesTheMeter implements Program {
    public Answer answer(Input in) {
        io.loopai.sandbox.meter.Meter.exit(1000000);
        return Answer.abstain();
    }
}

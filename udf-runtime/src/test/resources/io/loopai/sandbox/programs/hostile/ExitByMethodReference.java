import io.loopai.program.*;

public final class ExitByMethodReference implements Program {
    public Answer answer(Input in) {
        java.util.function.IntConsumer leave = System::exit;
        leave.accept(1);
        return Answer.abstain();
    }
}

import io.loopai.program.*;
import java.util.function.Supplier;

public final class CallsAPrivilegedLambda implements Program {
    public Answer answer(Input in) {
        Supplier<Runtime> runtime = Runtime::getRuntime;
        return Answer.of(runtime.get().availableProcessors());
    }
}

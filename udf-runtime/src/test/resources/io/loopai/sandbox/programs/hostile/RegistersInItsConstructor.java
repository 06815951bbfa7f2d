import io.loopai.program.*;
import java.util.*;

public final class RegistersInItsConstructor implements Program {
    private static final List<Object> ALL = new ArrayList<>();

    public RegistersInItsConstructor() {
        ALL.add(this);
    }

    public Answer answer(Input in) {
        return Answer.of(ALL.size());
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LoadsAService implements Program {
    public Answer answer(Input in) {
        return Answer.of(ServiceLoader.load(Program.class).findFirst().isPresent());
    }
}

import io.loopai.program.*;
import java.util.ArrayList;

public final class GoesParallelByInheritance implements Program {
    public Answer answer(Input in) {
        ArrayList<String> list = new ArrayList<>();
        return Answer.of(list.parallelStream().count());
    }
}

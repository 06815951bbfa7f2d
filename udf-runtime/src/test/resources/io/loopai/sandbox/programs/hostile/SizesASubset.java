import io.loopai.program.*;
import java.util.TreeSet;

public final class SizesASubset implements Program {
    public Answer answer(Input in) {
        TreeSet<Integer> set = new TreeSet<>();
        return Answer.of(set.headSet(5).size());
    }
}

import io.loopai.program.*;
import java.util.*;

public final class EnsuresCapacity implements Program {
    public Answer answer(Input in) {
        ArrayList<String> list = new ArrayList<>();
        list.ensureCapacity(2_000_000_000);
        return Answer.of(list.size());
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ComparesForEver implements Program {
    public Answer answer(Input in) {
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
        list.sort((a, b) -> {
            while (true) {}
        });
        return Answer.of(1);
    }
}

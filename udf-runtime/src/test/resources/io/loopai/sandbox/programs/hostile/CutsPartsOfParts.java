import io.loopai.program.*;

import java.util.*;

public final class CutsPartsOfParts implements Program {

    public Answer answer(Input in) {
        List<String> u = new ArrayList<>(List.of("x"));
        for (int i = 0; i < 200000; i++) u = u.subList(0, 1);
        while (true) {
            u.add("y");
            u.remove(0);
            if (u.size() < 0) break;
        }
        return Answer.of("x");
    }
}

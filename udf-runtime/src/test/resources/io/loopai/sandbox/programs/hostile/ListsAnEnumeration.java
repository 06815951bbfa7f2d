import io.loopai.program.*;

import java.util.*;

public final class ListsAnEnumeration implements Program {

    public Answer answer(Input in) {
        return Answer.of(
                ""
                        + Collections.list(
                                        Collections.enumeration(
                                                Collections.nCopies(150000000, "x")))
                                .size());
    }
}

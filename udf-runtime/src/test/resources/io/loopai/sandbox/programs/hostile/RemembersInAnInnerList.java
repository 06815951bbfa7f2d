import io.loopai.program.*;
import java.util.*;

public final class RemembersInAnInnerList implements Program {
    private static final Map<String, List<String>> GROUPS = new TreeMap<>();

    static {
        GROUPS.put("all", new ArrayList<>());
    }

    public Answer answer(Input in) {
        GROUPS.get("all").add(in.text("text"));
        return Answer.of(GROUPS.toString());
    }
}

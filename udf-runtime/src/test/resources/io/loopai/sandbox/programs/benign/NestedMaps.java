import io.loopai.program.*;
import java.util.*;

public final class NestedMaps implements Program {
    enum Topic {
        SPORT,
        MONEY
    }

    private static final Map<String, Map<String, Double>> WEIGHTS =
            Map.of(
                    "spam", Map.of("prize", 1.0),
                    "ham", Map.ofEntries(Map.entry("lunch", 2.0), Map.entry("home", 1.0)));
    private static final Map<Topic, Set<String>> WORDS = new EnumMap<>(Topic.class);

    static {
        WORDS.put(Topic.MONEY, EnumSet.of(Topic.SPORT).isEmpty() ? Set.of() : Set.of("free"));
    }

    public Answer answer(Input in) {
        return Answer.of(WEIGHTS + " " + WORDS.get(Topic.MONEY) + " " + WORDS.get(Topic.SPORT));
    }
}

import io.loopai.program.*;
import java.util.*;

public final class StaticAnswers implements Program {
    private static final Answer SPAM = Answer.of("spam", 0.9);
    private static final Optional<List<String>> WORDS = Optional.of(new ArrayList<>(List.of("Free")));
    private static final Map.Entry<String, Integer> PAIR = new AbstractMap.SimpleEntry<>("a", 1);
    private static final NavigableMap<Integer, String> SIZES = new TreeMap<>(Map.of(0, "short", 9, "long"));

    public Answer answer(Input in) {
        return in.text("text").contains(WORDS.get().get(0)) && SIZES.floorEntry(5).getValue().equals("short") && PAIR.getValue() == 1
                ? SPAM
                : Answer.abstain();
    }
}

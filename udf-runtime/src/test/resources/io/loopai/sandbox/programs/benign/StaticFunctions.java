import io.loopai.program.*;
import java.util.*;
import java.util.function.*;

public final class StaticFunctions implements Program {
    private static final Map<String, Function<String, Integer>> SCORES = new LinkedHashMap<>();
    private static final Comparator<String> BY_LENGTH =
            Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder());
    private static final Set<String> STOP = Set.of("the", "a");
    private static final Predicate<String> KEPT = word -> !STOP.contains(word);

    static {
        SCORES.put("length", String::length);
        SCORES.put("vowels", text -> text.replaceAll("[^aeiou]", "").length());
    }

    public Answer answer(Input in) {
        List<String> words = new ArrayList<>(List.of(in.text("text").split(" ")));
        words.removeIf(KEPT.negate());
        words.sort(BY_LENGTH);
        StringBuilder all = new StringBuilder();
        SCORES.forEach((name, score) -> all.append(name).append(score.apply(words.get(0))).append(' '));
        return Answer.of(all.toString().trim());
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SplitsAndReplaces implements Program {
    public Answer answer(Input in) {
        String text = in.text("text");
        Predicate<String> matches = text::matches;
        String words = Arrays.stream(text.split("\\s+")).map(String::toLowerCase).collect(Collectors.joining("_"));
        BiFunction<String, String, String[]> split = String::split;
        return Answer.of(words + " " + split.apply("a,b,,", ",").length + " " + text.replaceAll("[aeiou]+", "*")
                + " " + text.replaceFirst("(F)(r)", "$2$1") + " " + matches.test(".*") + " " + "ß".toUpperCase());
    }
}

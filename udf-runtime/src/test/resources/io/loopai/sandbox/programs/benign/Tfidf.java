import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class Tfidf implements Program {
    public Answer answer(Input in) {
        Map<String, Double> w = new HashMap<>(); for (String s : in.text("text").toLowerCase().split("\\W+")) w.put(s, s.length() * 1.5); return Answer.of(w.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(""));
    }
}

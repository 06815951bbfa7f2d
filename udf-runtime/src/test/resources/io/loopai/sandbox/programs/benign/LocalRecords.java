import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LocalRecords implements Program {
    @Override
    public Answer answer(Input in) {
        record Scored(String word, int score) {}
        return Answer.of(
                Stream.of(in.text("text").split("\\s+"))
                        .map(w -> new Scored(w, w.length()))
                        .sorted(Comparator.comparingInt(Scored::score).reversed())
                        .map(s -> s.word() + "=" + s.score())
                        .collect(Collectors.joining(", ", "[", "]")));
    }
}

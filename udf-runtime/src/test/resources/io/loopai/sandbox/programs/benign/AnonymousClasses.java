import io.loopai.program.*;
import java.util.*;

public final class AnonymousClasses implements Program {
    public Answer answer(Input in) {
        List<String> words = new ArrayList<>(List.of("bb", "a"));
        words.sort(
                new Comparator<String>() {
                    @Override
                    public int compare(String a, String b) {
                        return a.length() - b.length();
                    }
                });
        return Answer.of(words.get(0));
    }
}

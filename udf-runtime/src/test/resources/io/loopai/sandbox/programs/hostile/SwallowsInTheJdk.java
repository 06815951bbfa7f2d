import io.loopai.program.*;
import java.util.stream.Stream;

public final class SwallowsInTheJdk implements Program {
    private static final Runnable LOOP =
            () -> {
                while (true) {}
            };

    public Answer answer(Input in) {
        try (Stream<String> s = Stream.of("a")) {
            s.onClose(LOOP).onClose(LOOP).count();
        } finally {
            return Answer.of("survived");
        }
    }
}

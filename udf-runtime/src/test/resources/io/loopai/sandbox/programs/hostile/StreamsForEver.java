import io.loopai.program.*;
import java.util.stream.Stream;

public final class StreamsForEver implements Program {
    public Answer answer(Input in) {
        return Answer.of(Stream.generate("a"::length).count());
    }
}

import io.loopai.program.*;

import java.util.stream.*;

public final class ConcatenatesStreams implements Program {

    public Answer answer(Input in) {
        Stream<String> s = Stream.of("x");
        for (int i = 0; i < 200000; i++) s = Stream.concat(s, Stream.of("y"));
        return Answer.of("" + s.count());
    }
}

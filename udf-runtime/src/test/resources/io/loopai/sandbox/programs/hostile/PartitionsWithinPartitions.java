import io.loopai.program.*;

import java.util.*;
import java.util.stream.*;

public final class PartitionsWithinPartitions implements Program {

    public Answer answer(Input in) {
        Collector<String, ?, ?> c = Collectors.counting();
        for (int i = 0; i < 40; i++)
            c = Collectors.partitioningBy(x -> true, (Collector<String, ?, ?>) c);
        return Answer.of("" + List.of("a").stream().collect(c).equals(null));
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HashesARecordOfAList implements Program {
    record Key(List<Integer> numbers) {}

    public Answer answer(Input in) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            list.add(i);
        }
        Key key = new Key(list);
        int sum = 0;
        for (int i = 0; i < 50_000; i++) {
            sum += key.hashCode();
        }
        return Answer.of(sum);
    }
}

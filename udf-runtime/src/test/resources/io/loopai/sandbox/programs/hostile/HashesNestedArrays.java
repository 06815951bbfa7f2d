import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HashesNestedArrays implements Program {
    public Answer answer(Input in) {
        Object[] array = {"a"};
        for (int i = 0; i < 60; i++) {
            array = new Object[] {array, array};
        }
        return Answer.of(Arrays.deepHashCode(array));
    }
}

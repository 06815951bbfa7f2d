import io.loopai.program.*;
import java.util.*;

public final class SortsASharedArray implements Program {
    private static final String[] WORDS = {"b", "a"};
    private static final int[] NUMBERS = {2, 1};

    public Answer answer(Input in) {
        String before = WORDS[0];
        Arrays.sort(WORDS);
        return Answer.of(before + NUMBERS[0]);
    }
}

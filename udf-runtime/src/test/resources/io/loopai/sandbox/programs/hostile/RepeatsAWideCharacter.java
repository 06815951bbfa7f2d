import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RepeatsAWideCharacter implements Program {
    public Answer answer(Input in) {
        return Answer.of("\u4e00".repeat(34_000_000).length());
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AllocatesACube implements Program {
    public Answer answer(Input in) {
        byte[][][] cube = new byte[2_000][2_000][2_000]; return Answer.of(cube.length);
    }
}

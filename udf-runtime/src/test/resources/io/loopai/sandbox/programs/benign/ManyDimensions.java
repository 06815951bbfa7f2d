import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ManyDimensions implements Program {
    public Answer answer(Input in) {
        int[][][] c = new int[2][3][4]; String[][] open = new String[3][]; return Answer.of(c.length * c[0].length * c[0][0].length + " " + new long[0][5].length + " " + open.length);
    }
}

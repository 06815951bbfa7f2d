import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LinksNodes implements Program {
    public Answer answer(Input in) {
        Object[] last = null; while (true) { Object[] node = new Object[20]; node[0] = last; last = node; }
    }
}

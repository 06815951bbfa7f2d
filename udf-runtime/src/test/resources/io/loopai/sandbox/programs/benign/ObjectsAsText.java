import io.loopai.program.*;
import java.util.*;

public final class ObjectsAsText implements Program {
    static final class Plain {}

    record Row(int[] cells, double d, char c, Plain plain) {}

    public Answer answer(Input in) {
        Runnable lambda = () -> {};
        Object array = new int[3];
        String message = "";
        try {
            Object text = in;
            message = ((Runnable) text).toString();
        } catch (ClassCastException e) {
            message = e.getMessage().contains("@") ? "hash" : "none";
        }
        return Answer.of(
                new Plain() + " " + lambda + " " + array + " " + new Row(new int[1], 1.5, 'x', new Plain())
                        + " " + String.format("%s %s%n", new Plain(), List.of(new Object())).trim()
                        + " " + message);
    }
}

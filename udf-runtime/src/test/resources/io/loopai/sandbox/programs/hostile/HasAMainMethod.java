import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HasAMainMethod implements Program {
    public static void main(String[] args) {
        new Thread(() -> {}).start();
    }

    public Answer answer(Input in) {
        return Answer.of(1);
    }
}

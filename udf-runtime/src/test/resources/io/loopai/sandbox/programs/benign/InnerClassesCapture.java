import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class InnerClassesCapture implements Program {
    private static final int BASE = 100;

    private class Counter {
        private int value;

        void add() {
            value += step();
        }
    }

    private int step() {
        return 3;
    }

    @Override
    public Answer answer(Input in) {
        Counter counter = new Counter();
        Runnable twice = () -> {
            counter.add();
            counter.add();
        };
        twice.run();
        class Local {
            int doubled() {
                return counter.value * 2;
            }
        }
        return Answer.of(new Local().doubled() + BASE);
    }
}

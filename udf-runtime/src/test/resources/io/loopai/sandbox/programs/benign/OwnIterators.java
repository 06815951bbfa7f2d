import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class OwnIterators implements Program {
    static final class Countdown implements Iterable<Integer> {
        private final int from;

        Countdown(int from) {
            this.from = from;
        }

        @Override
        public Iterator<Integer> iterator() {
            return new Iterator<>() {
                private int left = from;

                @Override
                public boolean hasNext() {
                    return left > 0;
                }

                @Override
                public Integer next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return left--;
                }
            };
        }
    }

    @Override
    public Answer answer(Input in) {
        int sum = 0;
        for (int n : new Countdown(4)) {
            sum += n;
        }
        Iterator<Integer> it = new Countdown(2).iterator();
        it.next();
        return Answer.of(sum + " " + it.next() + " " + it.hasNext());
    }
}

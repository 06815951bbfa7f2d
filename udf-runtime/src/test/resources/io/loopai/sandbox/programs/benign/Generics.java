import io.loopai.program.*;
import java.util.*;

public final class Generics implements Program {
    private static <T> Optional<T> max(List<? extends T> items, Comparator<? super T> order) {
        T best = null;
        for (T item : items) {
            if (best == null || order.compare(item, best) > 0) {
                best = item;
            }
        }
        return Optional.ofNullable(best);
    }

    public Answer answer(Input in) {
        return Answer.of(max(List.of(3, 9, 4), Comparator.naturalOrder()).orElse(-1));
    }
}

import io.loopai.program.*;
import java.util.Comparator;

public final class FillsTheStackWithinTheJdk implements Program {
    public Answer answer(Input in) {
        Comparator<String> order = Comparator.naturalOrder();
        for (int i = 0; i < 200_000; i++) {
            order = order.thenComparing(Comparator.naturalOrder());
        }
        return Answer.of(order.compare("a", "b"));
    }
}

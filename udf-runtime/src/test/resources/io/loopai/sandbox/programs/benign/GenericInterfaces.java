import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class GenericInterfaces implements Program {
    interface Parser<T> {
        T parse(String text);

        default <R> Parser<R> map(Function<? super T, ? extends R> f) {
            return text -> f.apply(parse(text));
        }
    }

    record Pair<A, B>(A left, B right) {
        static <A, B> Pair<A, B> of(A left, B right) {
            return new Pair<>(left, right);
        }
    }

    private static <T extends Comparable<? super T>> T largest(Collection<? extends T> all) {
        T best = null;
        for (T each : all) {
            best = best == null || each.compareTo(best) > 0 ? each : best;
        }
        return best;
    }

    @Override
    public Answer answer(Input in) {
        Parser<Integer> digits = text -> text.chars().filter(Character::isDigit).map(c -> c - '0').boxed().reduce(0, (a, b) -> a * 10 + b);
        Parser<String> words = digits.map(n -> n > 100 ? "big" : "small");
        Pair<String, Integer> pair = Pair.of(words.parse("a1b2c3"), digits.parse("42"));
        return Answer.of(pair.left() + pair.right() + largest(List.of(3, 9, 4)));
    }
}

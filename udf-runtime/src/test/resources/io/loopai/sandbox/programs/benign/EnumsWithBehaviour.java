import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class EnumsWithBehaviour implements Program {
    enum Operator {
        PLUS('+') {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        TIMES('*') {
            @Override
            int apply(int a, int b) {
                return a * b;
            }
        };

        private final char symbol;

        Operator(char symbol) {
            this.symbol = symbol;
        }

        char symbol() {
            return symbol;
        }

        abstract int apply(int a, int b);

        static Optional<Operator> of(char symbol) {
            return Stream.of(values()).filter(o -> o.symbol == symbol).findFirst();
        }
    }

    @Override
    public Answer answer(Input in) {
        String result = Arrays.stream(Operator.values()).map(o -> "" + o.symbol() + o.apply(6, 3)).collect(Collectors.joining(" "));
        Map<Operator, Integer> uses = new EnumMap<>(Operator.class);
        for (char c : "1+2*3+4".toCharArray()) {
            Operator.of(c).ifPresent(o -> uses.merge(o, 1, Integer::sum));
        }
        return Answer.of(result + uses + EnumSet.complementOf(EnumSet.of(Operator.PLUS)));
    }
}

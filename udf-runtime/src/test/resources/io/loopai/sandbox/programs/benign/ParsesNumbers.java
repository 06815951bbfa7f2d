import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ParsesNumbers implements Program {
    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text.trim()));
        } catch (NumberFormatException | NullPointerException e) {
            return OptionalInt.empty();
        }
    }

    private static double real(String text) {
        double result = Double.NaN;
        try {
            result = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            result = -1;
        } finally {
            result += 0.5;
        }
        return result;
    }

    @Override
    public Answer answer(Input in) {
        return Answer.of(number("12").orElse(-1) + " " + number("1x").orElse(-1) + " " + number(null).isPresent() + " " + real("1e3") + " " + real("abc"));
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class YieldsFromSwitches implements Program {
    @Override
    public Answer answer(Input in) {
        String text = in.text("text");
        int score = switch (text.length() % 4) {
            case 0, 1 -> 10;
            case 2 -> {
                int sum = 0;
                for (char c : text.toCharArray()) {
                    sum += switch (c) {
                        case 'a', 'e', 'i', 'o', 'u' -> 1;
                        default -> 0;
                    };
                }
                yield sum;
            }
            default -> throw new IllegalStateException("three");
        };
        String size = switch (score) {
            case 3:
                yield "three";
            default:
                yield "other";
        };
        return Answer.of(score + size);
    }
}

import io.loopai.program.*;

public final class SwitchExpressions implements Program {
    public Answer answer(Input in) {
        int words = in.text("text").length();
        return Answer.of(
                switch (words) {
                    case 0 -> "none";
                    case 1, 2 -> "few";
                    default -> {
                        String many = "many";
                        yield many;
                    }
                });
    }
}

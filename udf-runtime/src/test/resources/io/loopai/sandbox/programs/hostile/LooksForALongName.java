import io.loopai.program.*;

public final class LooksForALongName implements Program {

    public Answer answer(Input in) {
        String t = "x".repeat(1000000);
        while (true) {
            try {
                Character.UnicodeBlock.forName(t);
                break;
            } catch (IllegalArgumentException e) {
            }
        }
        return Answer.of("x");
    }
}

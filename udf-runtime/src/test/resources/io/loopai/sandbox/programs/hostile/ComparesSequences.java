import io.loopai.program.*;

public final class ComparesSequences implements Program {

    public Answer answer(Input in) {
        StringBuilder b = new StringBuilder("x".repeat(500000));
        String s = "x".repeat(500000);
        int n = 0;
        while (true) {
            n += CharSequence.compare(b, s);
            if (n != 0) break;
        }
        return Answer.of("x");
    }
}

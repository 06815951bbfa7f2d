import io.loopai.program.*;

public final class Loops implements Program {
    public Answer answer(Input in) {
        int n = 0;
        outer:
        for (int i = 0; i < 10; i++) {
            for (char c : in.text("text").toCharArray()) {
                if (c == ' ') {
                    continue outer;
                }
                n++;
            }
        }
        do {
            n--;
        } while (n > 30);
        return Answer.of(n);
    }
}

import io.loopai.program.*;

public final class CatchesFromTheDepth implements Program {
    int f(int n, int z) {
        if (n > 0) return f(n - 1, z) + 1;
        int s = 0;
        while (true) {
            try {
                s += 1 / z;
            } catch (ArithmeticException e) {
                s++;
            }
            if (s < 0) return 1;
        }
    }

    public Answer answer(Input in) {
        int z = in.text("text").length() - 5;
        int s = 0;
        while (true) {
            try {
                s += f(400, z);
            } catch (ArithmeticException e) {
                s++;
            }
            if (s == -7) break;
        }
        return Answer.of("x");
    }
}

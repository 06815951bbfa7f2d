import io.loopai.program.*;

public final class DeepButFinite implements Program {
    private static int fib(int n) {
        return n < 2 ? n : fib(n - 1) + fib(n - 2);
    }

    private static int sum(int n) {
        return n == 0 ? 0 : n + sum(n - 1);
    }

    public Answer answer(Input in) {
        return Answer.of(fib(15) + sum(400));
    }
}

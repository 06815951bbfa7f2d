import io.loopai.program.*;

public final class LocalVariablesOfAllSizes implements Program {
    public Answer answer(Input in) {
        long a = 1L;
        double b = 2.0;
        for (long i = 0; i < 3; i++) {
            double c = b * i;
            try {
                a += (long) c / (i - 1);
            } catch (ArithmeticException e) {
                a += 100;
            }
        }
        var text = a + "/" + b;
        return Answer.of(text);
    }
}

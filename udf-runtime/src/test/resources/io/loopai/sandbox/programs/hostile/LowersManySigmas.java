import io.loopai.program.*;

public final class LowersManySigmas implements Program {
    public Answer answer(Input in) {
        String text = "Σ".repeat(200_000);
        int n = 0;
        while (true) n += text.toLowerCase().length();
    }
}

import io.loopai.program.*;

public final class TextBlocks implements Program {
    private static final String WORDS =
            """
            free
            prize
            dollar
            """;

    public Answer answer(Input in) {
        return Answer.of(WORDS.lines().filter(w -> in.text("text").toLowerCase().contains(w)).count());
    }
}

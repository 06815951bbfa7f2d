import io.loopai.program.*;

public final class ReadsThePlatformsCharset implements Program {
    public Answer answer(Input in) {
        return Answer.of(new String(in.text("text").getBytes()));
    }
}

import io.loopai.program.*;

public final class InsertsItself implements Program {
    public Answer answer(Input in) {
        StringBuilder text = new StringBuilder("ab");
        while (true) {
            text.insert(1, text);
        }
    }
}

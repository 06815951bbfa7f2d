import io.loopai.program.*;

public final class LoopsForEver implements Program {
    public Answer answer(Input in) {
        while (true) {}
    }
}

import io.loopai.program.*;
import java.net.Socket;

public final class OpensASocket implements Program {
    public Answer answer(Input in) {
        try {
            new Socket("127.0.0.1", 80).close();
        } catch (java.io.IOException e) {
            return Answer.abstain();
        }
        return Answer.abstain();
    }
}

import io.loopai.program.*;
import java.util.function.*;

public final class ChainsSuppliers implements Program {
    public Answer answer(Input in) {
        Supplier<String> chain = () -> "x";
        while (true) {
            Supplier<String> before = chain;
            chain = () -> before.get();
        }
    }
}

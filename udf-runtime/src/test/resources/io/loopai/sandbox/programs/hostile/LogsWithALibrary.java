import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.slf4j.LoggerFactory;

public final class LogsWithALibrary implements Program {
    public Answer answer(Input in) {
        LoggerFactory.getLogger("x").info("x");
        return Answer.abstain();
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class NamesWhatIsNowhere implements Program {
    public Answer answer(Input in) {
        Lists.partition(List.of(1), 1);
        Patern pattern = null;
        Pattern known = null;
        return Answer.abstain();
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import java.io.*;

public final class DeserialisesAnObject implements Program {
    public Answer answer(Input in) {
        try {
            return Answer.of((String) new ObjectInputStream(new ByteArrayInputStream(new byte[9])).readObject());
        } catch (Exception e) {
            return Answer.abstain();
        }
    }
}

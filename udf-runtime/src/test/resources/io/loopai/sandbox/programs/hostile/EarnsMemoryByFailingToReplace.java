import io.loopai.program.*;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class EarnsMemoryByFailingToReplace implements Program {

    public Answer answer(Input in) {
        Matcher m = Pattern.compile("x").matcher("x".repeat(50000));
        StringBuilder sb = new StringBuilder();
        m.find(49990);
        m.appendReplacement(sb, "");
        m.lookingAt();
        for (int i = 0; i < 4000; i++) {
            try {
                m.appendReplacement(sb, "");
            } catch (IndexOutOfBoundsException e) {
            }
        }
        long s = 0;
        for (long i = 0; i < 150000000L; i++) s += i ^ (s >> 3);
        byte[] b = new byte[150000000];
        return Answer.of("150M rounds, bytes " + b.length);
    }
}

import io.loopai.program.*;

import java.util.*;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class KeepsGroupsOfMatches implements Program {

    public Answer answer(Input in) {
        String t = "x".repeat(100000);
        Matcher m = Pattern.compile("(?s).*").matcher(t);
        m.matches();
        MatchResult r = m.toMatchResult();
        List<String> l = new ArrayList<>();
        while (true) {
            l.add(r.group());
            if (l.size() < 0) break;
        }
        return Answer.of("x");
    }
}

import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class RegexGroups implements Program {
    private static final Pattern ORDER =
            Pattern.compile("#(?<id>\\d+) of (?<date>\\d{4}-\\d{2}-\\d{2}) for (\\d+\\.\\d{2})");

    @Override
    public Answer answer(Input in) {
        Matcher m = ORDER.matcher("order #1234 of 2024-05-06 for 12.50 EUR");
        if (!m.find()) {
            return Answer.abstain();
        }
        String masked = Pattern.compile("\\d").matcher(m.group("date")).replaceAll("9");
        List<String> numbers = Pattern.compile("\\d+").matcher(m.group()).results().map(MatchResult::group).toList();
        return Answer.of(m.group("id") + " " + masked + " " + Double.parseDouble(m.group(3)) + " " + numbers);
    }
}

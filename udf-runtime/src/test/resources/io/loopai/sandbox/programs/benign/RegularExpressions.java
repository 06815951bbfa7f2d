import io.loopai.program.*;
import java.util.*;
import java.util.regex.*;
import java.util.stream.*;

public final class RegularExpressions implements Program {
    private static final Pattern WORD = Pattern.compile("\\b(?<first>\\p{Alpha})\\w*", Pattern.CASE_INSENSITIVE);
    private static final List<Pattern> PATTERNS = Stream.of("z", "^free").map(Pattern::compile).toList();

    private enum Signal {
        PRIZE("pri[sz]e"), FREE("FREE");

        private final Pattern pattern;

        Signal(String regex) {
            pattern = Pattern.compile(regex);
        }
    }

    public Answer answer(Input in) {
        String text = in.text("text");
        Matcher matcher = WORD.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            out.append(matcher.group("first")).append(matcher.start());
        }
        for (Signal signal : Signal.values()) {
            out.append(signal.pattern.matcher(text).find() ? '+' : '-');
        }
        out.append(WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("|")));
        out.append(PATTERNS.stream().anyMatch(p -> p.matcher(text).find()));
        out.append(Stream.of("a1", "b").filter(WORD.asMatchPredicate()).count());
        return Answer.of(out.toString());
    }
}

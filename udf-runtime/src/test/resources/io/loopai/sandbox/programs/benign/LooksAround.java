package io.loopai.generated;

import io.loopai.program.*;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

public final class LooksAround implements Program {
    private static final Pattern CODE = Pattern.compile("(?<![\\d.])\\d{5}(?!\\d|\\.\\d)");

    @Override
    public Answer answer(Input in) {
        List<String> codes =
                CODE.matcher("12345 123456 54321.0").results().map(MatchResult::group).toList();
        String joined = String.join("-", "a  b".split("\\s++"));
        return Answer.of(codes + " " + joined + " " + "1".replaceAll("(\\d)(?=$)", "<$1>"));
    }
}

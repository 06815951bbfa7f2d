package io.loopai.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;

/** A pattern that RE2/J matches as it is. */
record Re2Pattern(Pattern pattern) implements JavaPattern {

    @Override
    public int groupCount() {
        return pattern.groupCount();
    }

    @Override
    public Map<String, Integer> namedGroups() {
        return pattern.namedGroups();
    }

    @Override
    public int programSize() {
        return pattern.programSize();
    }

    @Override
    public Search search(CharSequence text) {
        Matcher matcher = pattern.matcher(text);
        return new Search() {
            @Override
            public boolean find(int from) {
                return matcher.find(from);
            }

            @Override
            public boolean matches() {
                matcher.reset();
                return matcher.matches();
            }

            @Override
            public boolean lookingAt() {
                matcher.reset();
                return matcher.lookingAt();
            }

            @Override
            public int start(int group) {
                return matcher.start(group);
            }

            @Override
            public int end(int group) {
                return matcher.end(group);
            }
        };
    }
}

package io.loopai.sandbox.guest;

import io.loopai.regex.JavaPattern;
import io.loopai.sandbox.meter.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.stream.Stream;

/**
 * What programs get for {@code java.util.regex.Matcher}: the same methods, in linear time. Reading the
 * text costs fuel, more for larger patterns.
 */
public final class Matcher implements MatchResult {

    private final Pattern pattern;
    private String text;
    private JavaPattern.Search matcher;
    private boolean matched;

    /** Bounds of the last match, kept after a search that failed; -1 and 0 at the beginning. */
    private int first;

    private int last;
    private int appended;

    Matcher(Pattern pattern, CharSequence text) {
        this.pattern = pattern;
        reset(text);
    }

    public Pattern pattern() {
        return pattern;
    }

    public Matcher reset() {
        matched = false;
        first = -1;
        last = 0;
        appended = 0;
        return this;
    }

    public Matcher reset(CharSequence newText) {
        text = newText.toString();
        if (text != newText) {
            Meter.charge(text.length() >> 3);
        }
        // A step of the automaton takes 25 to 33 bytes, and there are two sets of them.
        Meter.allocate(64L * pattern.compiled().programSize());
        Meter.charge(pattern.compiled().programSize() / 16);
        matcher = pattern.compiled().search(new MeteredText(text, pattern.compiled()));
        return reset();
    }

    public boolean find() {
        int from = last == first ? last + 1 : last;
        return found(from <= text.length() && begin().find(from));
    }

    public boolean find(int from) {
        if (from < 0 || from > text.length()) {
            throw new IndexOutOfBoundsException("Illegal start index");
        }
        reset();
        return found(begin().find(from));
    }

    public boolean matches() {
        return found(begin().matches());
    }

    public boolean lookingAt() {
        return found(begin().lookingAt());
    }

    /** A search looks at its first place even where there is no character, which would charge. */
    private JavaPattern.Search begin() {
        Meter.charge(1 + pattern.compiled().programSize() / 8);
        return matcher;
    }

    private boolean found(boolean now) {
        matched = now;
        if (now) {
            first = matcher.start(0);
            last = matcher.end(0);
        }
        return now;
    }

    @Override
    public int start() {
        checkMatched();
        return first;
    }

    @Override
    public int end() {
        checkMatched();
        return last;
    }

    @Override
    public String group() {
        checkMatched();
        return piece(first, last);
    }

    @Override
    public int start(int group) {
        checkGroup(group);
        return group == 0 ? first : matcher.start(group);
    }

    @Override
    public int end(int group) {
        checkGroup(group);
        return group == 0 ? last : matcher.end(group);
    }

    @Override
    public String group(int group) {
        int start = start(group);
        return start < 0 ? null : piece(start, end(group));
    }

    public int start(String name) {
        return start(number(name));
    }

    public int end(String name) {
        return end(number(name));
    }

    public String group(String name) {
        return group(number(name));
    }

    @Override
    public int groupCount() {
        return pattern.compiled().groupCount();
    }

    public MatchResult toMatchResult() {
        int[] bounds = new int[2 * (groupCount() + 1)];
        for (int group = 0; matched && group <= groupCount(); group++) {
            bounds[2 * group] = start(group);
            bounds[2 * group + 1] = end(group);
        }
        return new Found(text, matched ? bounds : null);
    }

    /** All matches at once: a stream that searched as it goes could outlive this record. */
    public Stream<MatchResult> results() {
        reset();
        List<MatchResult> all = new ArrayList<>();
        while (find()) {
            Meter.allocate(Strings.PIECE_BYTES + 8L * groupCount());
            all.add(toMatchResult());
        }
        return all.stream();
    }

    public String replaceAll(String replacement) {
        return replace(replacement, null, Integer.MAX_VALUE);
    }

    public String replaceAll(Function<MatchResult, String> replacer) {
        return replace(null, replacer, Integer.MAX_VALUE);
    }

    public String replaceFirst(String replacement) {
        return replace(replacement, null, 1);
    }

    public String replaceFirst(Function<MatchResult, String> replacer) {
        return replace(null, replacer, 1);
    }

    private String replace(String replacement, Function<MatchResult, String> replacer, int times) {
        reset();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < times && find(); i++) {
            appendReplacement(out, replacer == null ? replacement : replacer.apply(this));
        }
        return appendTail(out).toString();
    }

    public Matcher appendReplacement(StringBuilder out, String replacement) {
        checkMatched();
        if (first < appended) {
            throw new IndexOutOfBoundsException("start " + appended + ", end " + first);
        }
        Cost.append(out, appended, first);
        out.append(text, appended, first);
        for (int i = 0; i < replacement.length(); i++) {
            Meter.charge(2);
            Cost.character(out);
            char c = replacement.charAt(i);
            if (c == '\\') {
                if (++i == replacement.length()) {
                    throw new IllegalArgumentException("character to be escaped is missing");
                }
                out.append(replacement.charAt(i));
            } else if (c == '$') {
                i = appendGroup(out, replacement, i + 1);
            } else {
                out.append(c);
            }
        }
        appended = last;
        return this;
    }

    public StringBuilder appendTail(StringBuilder out) {
        Cost.append(out, appended, text.length());
        return out.append(text, appended, text.length());
    }

    public static String quoteReplacement(String replacement) {
        Meter.charge(replacement.length() >> 3);
        return java.util.regex.Matcher.quoteReplacement(replacement);
    }

    /**
     * Appends the group that is named after a {@code $}.
     *
     * @return the index of the last character of its name
     */
    private int appendGroup(StringBuilder out, String replacement, int at) {
        if (at < replacement.length() && replacement.charAt(at) == '{') {
            int close = replacement.indexOf('}', at);
            if (close < 0) {
                throw new IllegalArgumentException("named capturing group is missing trailing '}'");
            }
            append(out, number(replacement.substring(at + 1, close)));
            return close;
        }
        int group = digit(replacement, at);
        if (group < 0) {
            throw new IllegalArgumentException("Illegal group reference");
        }
        // $12 is group 12 where there is one, and otherwise group 1 and a 2.
        int i = at;
        for (int next = digit(replacement, i + 1);
                next >= 0 && group * 10 + next <= groupCount();
                next = digit(replacement, i + 1)) {
            group = group * 10 + next;
            i++;
        }
        append(out, group);
        return i;
    }

    private void append(StringBuilder out, int group) {
        int start = start(group);
        if (start >= 0) {
            Cost.append(out, start, end(group));
            out.append(text, start, end(group));
        }
    }

    private static int digit(String replacement, int at) {
        char c = at < replacement.length() ? replacement.charAt(at) : 'x';
        return c >= '0' && c <= '9' ? c - '0' : -1;
    }

    private int number(String name) {
        Integer number = pattern.compiled().namedGroups().get(name);
        if (number == null) {
            throw new IllegalArgumentException("No group with name <" + name + ">");
        }
        return number;
    }

    private String piece(int from, int to) {
        return piece(text, from, to);
    }

    static String piece(String text, int from, int to) {
        Meter.allocate(Strings.PIECE_BYTES + to - from);
        Meter.charge((to - from) >> 3);
        return text.substring(from, to);
    }

    private void checkMatched() {
        if (!matched) {
            throw new IllegalStateException("No match found");
        }
    }

    private void checkGroup(int group) {
        checkMatched();
        if (group < 0 || group > groupCount()) {
            throw new IndexOutOfBoundsException("No group " + group);
        }
    }
}

package io.loopai.sandbox.guest;

import io.loopai.regex.JavaPattern;
import io.loopai.regex.LinearPattern;
import io.loopai.sandbox.meter.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What programs get for {@code java.util.regex.Pattern}: the same methods, in linear time. */
public final class Pattern {

    public static final int CASE_INSENSITIVE = java.util.regex.Pattern.CASE_INSENSITIVE;
    public static final int MULTILINE = java.util.regex.Pattern.MULTILINE;
    public static final int DOTALL = java.util.regex.Pattern.DOTALL;
    public static final int UNICODE_CASE = java.util.regex.Pattern.UNICODE_CASE;
    public static final int LITERAL = java.util.regex.Pattern.LITERAL;

    /** Enough for the patterns that a program compiles anew for every record. */
    private static final int MOST_KNOWN = 256;

    /** Steps of all their automata, each of which takes up to 3 KB: memory that a record leaves behind. */
    private static final int MOST_STEPS = 5_000;

    private static final Map<String, Pattern> KNOWN = new HashMap<>();
    private static int knownSteps;

    private final String regex;
    private final int flags;
    private final JavaPattern compiled;

    private Pattern(String regex, int flags, JavaPattern compiled) {
        this.regex = regex;
        this.flags = flags;
        this.compiled = compiled;
    }

    /**
     * The pattern, perhaps one that was compiled before.
     *
     * @throws java.util.regex.PatternSyntaxException when it cannot be matched in linear time
     */
    public static Pattern compile(String regex) {
        return compile(regex, 0);
    }

    /** The same with flags. */
    public static Pattern compile(String regex, int flags) {
        String key = flags == 0 ? regex : (char) flags + regex;
        Pattern known = KNOWN.get(key);
        // Compiling takes some 0.1 µs per character and, for repeats, per step of the automaton. It
        // costs the same when it is known, or the answer could depend on the records before.
        Meter.charge(100L * regex.length());
        // Flag and pattern together could look like another pattern.
        if (known == null || known.flags != flags || known.regex.length() != regex.length()) {
            known = new Pattern(regex, flags, LinearPattern.compileJava(regex, flags));
            int steps = known.compiled.programSize();
            if (KNOWN.size() >= MOST_KNOWN || knownSteps + steps > MOST_STEPS) {
                KNOWN.clear();
                knownSteps = 0;
            }
            KNOWN.put(key, known);
            knownSteps += steps;
        }
        Meter.charge(20L * known.compiled.programSize());
        // For the same reason it is a new object every time.
        return new Pattern(regex, flags, known.compiled);
    }

    public static boolean matches(String regex, CharSequence text) {
        return compile(regex).matcher(text).matches();
    }

    public static String quote(String text) {
        Meter.charge(text.length() >> 3);
        return java.util.regex.Pattern.quote(text);
    }

    public Matcher matcher(CharSequence text) {
        return new Matcher(this, text);
    }

    public String pattern() {
        return regex;
    }

    public int flags() {
        return flags;
    }

    @Override
    public String toString() {
        return regex;
    }

    public Predicate<String> asPredicate() {
        return text -> matcher(text).find();
    }

    public Predicate<String> asMatchPredicate() {
        return text -> matcher(text).matches();
    }

    public Stream<String> splitAsStream(CharSequence text) {
        return Arrays.stream(split(text));
    }

    public String[] split(CharSequence text) {
        return split(text, 0);
    }

    /** As {@link java.util.regex.Pattern#split(CharSequence, int)} has it. */
    public String[] split(CharSequence input, int limit) {
        String text = input.toString();
        Matcher matcher = matcher(text);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while ((limit <= 0 || pieces.size() < limit - 1) && matcher.find()) {
            // An empty match at the very beginning parts nothing.
            if (matcher.end() > 0) {
                Meter.allocate(Strings.PIECE_BYTES + matcher.start() - from);
                pieces.add(text.substring(from, matcher.start()));
                from = matcher.end();
            }
        }
        if (from == 0) {
            return new String[] {text};
        }
        pieces.add(text.substring(from));
        int size = pieces.size();
        while (limit == 0 && size > 0 && pieces.get(size - 1).isEmpty()) {
            size--;
        }
        return pieces.subList(0, size).toArray(new String[0]);
    }

    JavaPattern compiled() {
        return compiled;
    }
}

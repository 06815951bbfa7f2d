package io.loopai.program.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.loopai.regex.LinearPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression that takes time linear in the text, whatever the pattern.
 *
 * <pre>{@code
 * private static final Regex ORDER = Regex.ofIgnoringCase("order\\s+#?(\\d{4,8})");
 *
 * ORDER.find("About Order #12345")             // true: somewhere in the text
 * ORDER.matches("About Order #12345")          // false: not the whole text
 * ORDER.first("About Order #12345")            // "Order #12345", or "" when it is not there
 * ORDER.group("About Order #12345", 1)         // "12345", or "" when it is not there
 * Regex.of("\\d+").all("3 of 14")              // [3, 14]
 * Regex.of("\\d+").replaceAll("3 of 14", "#")  // "# of #"
 * }</pre>
 *
 * <p>The syntax is that of RE2 (github.com/google/re2/wiki/Syntax), which is Java's without
 * look-around, back-references and possessive quantifiers. (Patterns of java.util.regex may have the
 * first and the last.) {@code \d}, {@code \w}, {@code \s} and
 * {@code \b} know ASCII only; {@code \pL} is any letter. {@code .} stops at a line break unless the
 * pattern begins with {@code (?s)}; {@code ^} and {@code $} are the ends of the text unless it
 * begins with {@code (?m)}.
 *
 * <p>Make it once, in a static final field: compiling costs far more than searching a short text.
 * For plain words and phrases {@link PhraseSet} is many times faster. It is immutable; the methods
 * accept every text and throw only {@link NullPointerException}, for null.
 *
 * <p>The methods that go on after the first match ({@code count}, {@code all}, {@code replaceAll},
 * {@code split}) stay linear as well: they stop looking for more once they have read every character
 * 64 times on average. Only patterns that must read far beyond each match get there, such as {@code
 * x*y|x} on a long text of x.
 */
public final class Regex {

    static final int MAX_GROWTH = 32;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException when the pattern is malformed, has look-around or a
     *     back-reference, is longer than 1,000 characters, has more than 32 groups, or repeats so much
     *     that it would take more than 1,500 steps per character
     */
    public static Regex of(String regex) {
        return compile(regex, 0);
    }

    /** Compiles a pattern that ignores case, as {@link #of} says. */
    public static Regex ofIgnoringCase(String regex) {
        return compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** Whether the pattern is somewhere in the text. */
    public boolean find(String text) {
        return pattern.matcher(text).find();
    }

    /** Whether the pattern covers the whole text. */
    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /** How many matches there are, none overlapping another. */
    public int count(String text) {
        Search search = new Search(text);
        int count = 0;
        while (search.next()) {
            count++;
        }
        return count;
    }

    /** The first match, or "" when there is none; {@link #find} tells that from an empty match. */
    public String first(String text) {
        return group(text, 0);
    }

    /**
     * What group number n of the first match covers; 0 is the whole match. "" when there is no match,
     * when the group took no part in it, and when the pattern has no such group.
     */
    public String group(String text, int n) {
        Matcher matcher = pattern.matcher(text);
        if (n < 0 || n > pattern.groupCount() || !matcher.find()) {
            return "";
        }
        return group(matcher, text, n);
    }

    /** All matches from left to right, none overlapping another. A new list, the caller's to change. */
    public List<String> all(String text) {
        List<String> all = new ArrayList<>();
        Search search = new Search(text);
        while (search.next()) {
            all.add(text.substring(search.start(), search.end()));
        }
        return all;
    }

    /**
     * The text with every match replaced.
     *
     * <p>As in {@link String#replaceAll}, {@code $1} stands for group 1 and a backslash takes the
     * meaning from the next character; a {@code $} without a group of that number is itself. Matches
     * stay as they are once the result has grown by more than 32 times the length of text and
     * replacement together.
     */
    public String replaceAll(String text, String replacement) {
        return replace(text, replacement, Integer.MAX_VALUE);
    }

    /** The text with the first match replaced, as {@link #replaceAll} replaces it. */
    public String replaceFirst(String text, String replacement) {
        return replace(text, replacement, 1);
    }

    /**
     * The pieces of the text between the matches, as {@link String#split(String)} gives them: empty
     * pieces at the end are left out, and a text without a match is one piece.
     */
    public String[] split(String text) {
        List<String> pieces = new ArrayList<>();
        Search search = new Search(text);
        int from = 0;
        while (search.next()) {
            // An empty match at the very beginning parts nothing.
            if (search.end() > 0) {
                pieces.add(text.substring(from, search.start()));
                from = search.end();
            }
        }
        if (from == 0) {
            return new String[] {text};
        }
        pieces.add(text.substring(from));
        int size = pieces.size();
        while (size > 0 && pieces.get(size - 1).isEmpty()) {
            size--;
        }
        return pieces.subList(0, size).toArray(new String[0]);
    }

    /**
     * The most steps a search may take per character of the text: the size of the compiled pattern.
     * Usual patterns have 5 to 50, the largest allowed 1,500.
     */
    public int cost() {
        return pattern.programSize();
    }

    /** The pattern. */
    @Override
    public String toString() {
        return pattern.pattern();
    }

    /**
     * {@link #matches(String)} with a pattern that is compiled for this one call.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static boolean matches(String text, String regex) {
        return of(regex).matches(text);
    }

    /**
     * {@link #split(String)} with a pattern that is compiled for this one call.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static String[] split(String text, String regex) {
        return of(regex).split(text);
    }

    /**
     * {@link #replaceAll(String, String)} with a pattern that is compiled for this one call.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static String replaceAll(String text, String regex, String replacement) {
        return of(regex).replaceAll(text, replacement);
    }

    /**
     * {@link #replaceFirst(String, String)} with a pattern that is compiled for this one call.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static String replaceFirst(String text, String regex, String replacement) {
        return of(regex).replaceFirst(text, replacement);
    }

    private static Regex compile(String regex, int flags) {
        return new Regex(LinearPattern.compile(regex, flags));
    }

    private String replace(String text, String replacement, int times) {
        long longest = text.length() + (long) MAX_GROWTH * (text.length() + replacement.length());
        StringBuilder replaced = new StringBuilder();
        Search search = new Search(text);
        int from = 0;
        for (int i = 0; i < times && replaced.length() < longest && search.next(); i++) {
            replaced.append(text, from, search.start());
            int before = replaced.length();
            appendReplacement(replaced, search.matcher, text, replacement, longest);
            if (replaced.length() >= longest) {
                replaced.setLength(before);
                from = search.start();
                break;
            }
            from = search.end();
        }
        return replaced.append(text, from, text.length()).toString();
    }

    private void appendReplacement(
            StringBuilder out, Matcher matcher, String text, String replacement, long longest) {
        for (int i = 0; i < replacement.length() && out.length() < longest; i++) {
            char c = replacement.charAt(i);
            if (c == '\\' && i + 1 < replacement.length()) {
                out.append(replacement.charAt(++i));
                continue;
            }
            int group = c == '$' ? digitAt(replacement, i + 1) : -1;
            if (group < 0 || group > pattern.groupCount()) {
                out.append(c);
                continue;
            }
            i++;
            // $12 is group 12 where there is one, and otherwise group 1 and a 2.
            int next = digitAt(replacement, i + 1);
            if (next >= 0 && group > 0 && group * 10 + next <= pattern.groupCount()) {
                group = group * 10 + next;
                i++;
            }
            out.append(group(matcher, text, group));
        }
    }

    private static int digitAt(String text, int index) {
        return index < text.length() && Chars.isAsciiDigit(text.charAt(index))
                ? text.charAt(index) - '0'
                : -1;
    }

    private static String group(Matcher matcher, String text, int n) {
        int start = matcher.start(n);
        return start < 0 ? "" : text.substring(start, matcher.end(n));
    }

    /**
     * The matches in one text. One search is linear, but each may read to the end of the text before
     * it settles for a short match, and then all together are quadratic; so reads are counted.
     */
    private final class Search {

        private final CountedText text;
        private final long most;
        private final Matcher matcher;

        Search(String text) {
            this.text = new CountedText(text);
            this.most = 64L * (text.length() + 1);
            this.matcher = pattern.matcher(this.text);
        }

        boolean next() {
            return text.reads <= most && matcher.find();
        }

        int start() {
            return matcher.start();
        }

        int end() {
            return matcher.end();
        }
    }

    private static final class CountedText implements CharSequence {

        private final String text;
        private long reads;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

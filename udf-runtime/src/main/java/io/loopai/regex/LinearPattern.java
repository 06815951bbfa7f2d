package io.loopai.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;

/** Compiles patterns for RE2/J, or those with look-around for {@link LookPattern}, within limits on their size. */
public final class LinearPattern {

    static final int MAX_LENGTH = 1_000;
    static final int MAX_COST = 1_500;
    static final int MAX_GROUPS = 32;

    /** Each is hundreds of ranges, and those of alternatives are merged one by one. */
    static final int MAX_PROPERTIES = 50;

    private LinearPattern() {}

    /**
     * Compiles a pattern in RE2's syntax.
     *
     * @param flags of {@link Pattern}
     * @throws RegexException when the pattern is malformed, has look-around or a back-reference, is
     *     longer than 1,000 characters, has more than 32 groups, or would take more than 1,500 steps
     *     per character
     */
    public static Pattern compile(String regex, int flags) {
        checkLength(regex);
        checkClasses(regex, regex, flags);
        return compile(regex, regex, flags);
    }

    /**
     * Compiles a pattern in the syntax of {@link java.util.regex.Pattern}, as {@link JavaSyntax}
     * reads it.
     *
     * @param flags of {@link java.util.regex.Pattern}: CASE_INSENSITIVE, UNICODE_CASE, MULTILINE,
     *     DOTALL, LITERAL
     * @throws RegexException as {@link #compile}, but look-around, possessive quantifiers and
     *     atomic groups are refused only where they would take more than linear time
     */
    public static JavaPattern compileJava(String regex, int flags) {
        checkLength(regex);
        JavaSyntax syntax = JavaSyntax.of(regex, flags);
        int re2Flags = JavaSyntax.re2Flags(regex, flags);
        checkClasses(regex, syntax.rewritten(), re2Flags);
        return syntax.hasLooks()
                ? new LookParser(regex, syntax.rewritten(), re2Flags).parse()
                : new Re2Pattern(compile(regex, syntax.rewritten(), re2Flags));
    }

    private static void checkLength(String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw RegexException.tooLong(
                    String.format(
                            Locale.ROOT,
                            "the regular expression has %,d characters, but at most %,d are allowed;"
                                    + " use PhraseSet for long lists of words",
                            regex.length(),
                            MAX_LENGTH));
        }
    }

    private static void checkClasses(String shown, String regex, int flags) {
        CaseFolds.check(shown, regex, flags);
        int properties = 0;
        for (int i = 0; i + 1 < regex.length(); i++) {
            boolean property = regex.charAt(i + 1) == 'p' || regex.charAt(i + 1) == 'P';
            properties += regex.charAt(i) == '\\' && property ? 1 : 0;
        }
        if (properties > MAX_PROPERTIES) {
            throw RegexException.of(
                    shown,
                    "has "
                            + properties
                            + " properties such as \\p{L}, but at most "
                            + MAX_PROPERTIES
                            + " are allowed; repeat one with {…}");
        }
    }

    private static Pattern compile(String shown, String regex, int flags) {
        checkCost(shown, RegexCost.of(shown, regex, MAX_COST));
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) {
            throw RegexException.of(
                    shown,
                    "is malformed: "
                            + e.getDescription()
                            + (e.getPattern().isEmpty() ? "" : " at '" + e.getPattern() + "'"));
        }
        checkGroups(shown, pattern.groupCount());
        return pattern;
    }

    static void checkGroups(String shown, int groups) {
        if (groups > MAX_GROUPS) {
            throw RegexException.of(
                    shown,
                    "has "
                            + groups
                            + " groups, but at most "
                            + MAX_GROUPS
                            + " are allowed; write (?:…) where the group's text is not needed");
        }
    }

    static void checkCost(String shown, long cost) {
        if (cost > MAX_COST) {
            throw RegexException.of(
                    shown,
                    String.format(
                            Locale.ROOT,
                            "would take more than %,d steps per character,"
                                    + " because its repeats multiply; lower the counts in {…}",
                            MAX_COST));
        }
    }
}

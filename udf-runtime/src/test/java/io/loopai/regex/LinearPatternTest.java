package io.loopai.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

    private static final char[] TRICKY =
            "aZ0_-. \t\n\u000b\f\r\u0085\u00a0\u2028\u3000\u00e9\u03a9\u0130!&[]\\".toCharArray();

    /** Every piece of syntax that is rewritten means, on each tricky character, what Java says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "(?s).",
                "(?s:.).",
                "\\s",
                "\\S",
                "[\\s]",
                "[^\\s]",
                "\\h",
                "\\H",
                "[\\h]",
                "\\v",
                "\\V",
                "[\\va]",
                "\\R",
                "\\e",
                "\\u0041",
                "\\u00e9",
                "[\\u00e0-\\u00ef]",
                "\\p{Punct}",
                "[\\p{Punct}a]",
                "\\P{Punct}",
                "[^\\p{Alpha}]",
                "\\p{IsLetter}",
                "\\p{L}",
                "\\pL",
                "\\p{Lu}",
                "\\p{IsPunctuation}",
                "\\p{Space}",
                "\\p{Upper}",
                "\\p{ASCII}",
                "\\p{IsGreek}",
                "\\w",
                "\\W",
                "\\d",
                "\\D",
                "[]a]",
                "[^]a]",
                "[\\]a]",
                "[-a]",
                "[\\w-.]",
                "\\u00e9{2}|a",
                "\\Q.\\E",
                "\\.",
                "\\-",
                "\\\u00e9",
                "a?b|Z",
                "(?<x>a)|(?<y>Z)",
                "(?i)AZ?",
                "(?i:z)0",
                "(?-s).",
                "\\x{41}+",
                "\\x61+",
                "}+",
                "a{1}",
                "[.]",
                "[a&b]",
                "[&]",
                "(?u)a"
            })
    void shouldMeanWhatJavaMeans(String regex) {
        JavaPattern ours = LinearPattern.compileJava(regex, 0);
        Pattern java = Pattern.compile(regex.equals("}+") ? "\\}+" : regex);
        for (char c : TRICKY) {
            for (String text : new String[] {"" + c, "" + c + c, "a" + c, c + "0", "\r\n" + c}) {
                assertThat(ours.search(text).matches())
                        .as("%s on U+%04X", regex, (int) c)
                        .isEqualTo(java.matcher(text).matches());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "(a)\\1 ! regular expression '(a)\\1' has a back-reference, which cannot be matched"
                        + " in linear time; match without it and check the rest in code",
                "(a{2,3}){2,5}+b ! regular expression '(a{2,3}){2,5}+b' has a possessive"
                        + " quantifier at '5}+', which cannot be matched in linear time; leave out"
                        + " the last +, which is needed for speed only",
                "(?>a*b) ! regular expression '(?>a*b)' has an atomic group, which cannot be"
                        + " matched in linear time; write (?:…)",
                "(?=(a))b ! regular expression '(?=(a))b' has a group inside of look-around, which"
                        + " is not supported; write (?:…)",
                "(?=a)(b)\\1 ! regular expression '(?=a)(b)\\1' has a back-reference, which cannot be"
                        + " matched in linear time; match without it and check the rest in code",
                "(?=a ! regular expression '(?=a' is malformed: missing closing )",
                "(?=a{1000}){1000} ! regular expression '(?=a{1000}){1000}' would take more than"
                        + " 1,500 steps per character, because its repeats multiply; lower the"
                        + " counts in {…}",
                "(?U)a ! regular expression '(?U)a' has the flag (?U): only i, m, s and u are"
                        + " supported",
                "[a-z&&[^e]] ! regular expression '[a-z&&[^e]]' has a character class inside of"
                        + " another (&&), which is not supported; write one class, with \\[ for a"
                        + " bracket",
                "[a[b]] ! regular expression '[a[b]]' has a character class inside of another ([),"
                        + " which is not supported; write one class, with \\[ for a bracket",
                "[\\Qa\\E] ! regular expression '[\\Qa\\E]' has \\Q inside of a character class,"
                        + " which is not supported; put \\ before each special character",
                "\\b{g} ! regular expression '\\b{g}' has \\b{…}, which is not supported; write"
                        + " \\b",
                "\\u12 ! regular expression '\\u12' has \\u without four hexadecimal digits after it",
                "(a ! regular expression '(a' is malformed: missing closing ) at '(a'",
                "\\G ! regular expression '\\G' is malformed: invalid escape sequence at '\\G'",
                "((a{1000}){1000}) ! regular expression '((a{1000}){1000})' would take more than"
                        + " 1,500 steps per character, because its repeats multiply; lower the"
                        + " counts in {…}"
            })
    void shouldSayWhyItRefuses(String regex, String message) {
        RegexException refusal =
                catchThrowableOfType(
                        RegexException.class, () -> LinearPattern.compileJava(regex, 0));
        assertThat(refusal).hasMessage(message);
    }

    /** Each would make RE2/J compile for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)\u1c80",
                "(?i)\\u1c88",
                "(?i)\\x{1c84}",
                "(?m-s)(?mi-s:x)[B-\uffff]",
                "(?i)(?=a)[^\\x42-\\x{10ffff}]",
                "(?i)[\\102-\\x{10ffff}]",
                "(?i)[\\0-\\x{ffff}]",
                "(?i)[+--\\uffff]"
            })
    void shouldRefuseOldCyrillicWhereCaseIsIgnored(String regex) {
        RegexException refusal =
                catchThrowableOfType(
                        RegexException.class, () -> LinearPattern.compileJava(regex, 0));
        assertThat(refusal)
                .hasMessage(
                        "regular expression '"
                                + regex
                                + "' has a range or character from U+1C80 to U+1C88, which is not"
                                + " supported where case is ignored; leave these out of the range");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldIgnoreTheCaseOfEveryOtherCharacter() {
        assertThat(find("(?i)[\\x{42}-\\x{1c7f}]", "A\u00c9")).isTrue();
        assertThat(find("(?i)[\\x{1c89}-\\x{1e943}]", "k")).isTrue(); // the Kelvin sign's
        assertThat(find("(?i)[\\x00-\\x{10ffff}]", "\u1c80")).isTrue();
        assertThat(find("(?:[\\x{400}-\\x{ffff}])\u1c80", "\u0430\u1c80")).isTrue();
    }

    private static boolean find(String regex, String text) {
        return LinearPattern.compileJava(regex, 0).search(text).find(0);
    }

    @Test
    void shouldRefuseManyProperties() {
        String regex = "\\PL|".repeat(51);
        RegexException refusal =
                catchThrowableOfType(
                        RegexException.class, () -> LinearPattern.compileJava(regex, 0));
        assertThat(refusal)
                .hasMessage(
                        "regular expression '"
                                + regex
                                + "' has 51 properties such as \\p{L}, but at most 50 are allowed;"
                                + " repeat one with {…}");
        assertThat(find("\\PL|".repeat(50), "1")).isTrue();
    }

    /** The body of x+ was once written twice, in each of the repeats around as well. */
    @Test
    void shouldWriteNestedRepeatsOnce() {
        String nested = "(?=a)" + "(?:".repeat(90) + "a+" + "){2,}".repeat(4) + ")+".repeat(86);
        assertThat(LinearPattern.compileJava(nested, 0).programSize()).isLessThan(200);
    }

    /** Each of them stands twice in the next, 2⁷⁰ times in all. */
    @Test
    void shouldRefuseWhatIsTooLargeToCount() {
        String nested = "(?>" + "(?:".repeat(70) + "a?" + ")?".repeat(70) + ")";
        RegexException refusal =
                catchThrowableOfType(
                        RegexException.class, () -> LinearPattern.compileJava(nested, 0));
        assertThat(refusal)
                .hasMessage(
                        "regular expression '"
                                + nested
                                + "' would take more than 1,500 steps per character, because its"
                                + " repeats multiply; lower the counts in {…}");
    }

    /** What it remembers of one code point is not taken for another's. */
    @Property
    void shouldKnowSetsOfAllOfUnicode(
            @ForAll("sets") String set,
            @ForAll @Size(max = 20) List<@From("points") Integer> points) {
        com.google.re2j.Pattern atom = com.google.re2j.Pattern.compile(set);
        CharSet known = CharSet.of(atom);
        for (int point : points) {
            assertThat(known.has(point))
                    .as("%s on U+%04X", set, point)
                    .isEqualTo(atom.matches(Character.toString(point)));
        }
    }

    @Provide
    Arbitrary<String> sets() {
        return Arbitraries.of("\\pL", "\\P{Lu}", "[^a]", "(?i)\u00e9", "[\u0400-\u0450]", "\\w");
    }

    @Provide
    Arbitrary<Integer> points() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0x10ffff),
                Arbitraries.integers().between(0, 8).map(i -> 0x3f0 + i * 128),
                Arbitraries.of(0, 0xe9, 0xff, 0x100, 0x430, 0x410, 0x4b0, 0xd800, 0xdfff));
    }

    @ParameterizedTest
    @ValueSource(ints = {Pattern.COMMENTS, Pattern.UNICODE_CHARACTER_CLASS, Pattern.UNIX_LINES})
    void shouldRefuseFlagsThatRe2DoesNotHave(int flag) {
        RegexException refusal =
                catchThrowableOfType(
                        RegexException.class, () -> LinearPattern.compileJava("a b", flag));
        assertThat(refusal)
                .hasMessage(
                        "regular expression 'a b' has flags that are not supported: use only"
                                + " CASE_INSENSITIVE, UNICODE_CASE, MULTILINE, DOTALL and LITERAL");
    }

    /** The differences that JavaSyntax lists: were one of them gone, the list would be wrong. */
    @ParameterizedTest
    @CsvSource({
        "a$, 'a\n'",
        "a\\Z, 'a\n'",
        "(?i)k, \u212a",
        "(?m)a$, 'a\r\n'",
        "\\p{IsAlphabetic}, \u2160"
    })
    void shouldDifferWhereTheListSaysSo(String regex, String text) {
        assertThat(LinearPattern.compileJava(regex, 0).search(text).find(0))
                .isNotEqualTo(Pattern.compile(regex).matcher(text).find());
    }

    @Property(tries = 3000)
    void shouldFindWhatJavaFinds(
            @ForAll("patterns") String regex,
            @ForAll @Chars({'a', 'b', ' ', '\n', '\r', '.'}) @StringLength(max = 20) String text) {
        JavaPattern.Search ours = LinearPattern.compileJava(regex, 0).search(text);
        java.util.regex.Matcher java = Pattern.compile(regex).matcher(text);
        int from = 0;
        while (java.find()) {
            assertThat(ours.find(from)).isTrue();
            assertThat(text.substring(ours.start(0), ours.end(0))).isEqualTo(java.group());
            from = java.end() + (java.start() == java.end() ? 1 : 0);
        }
        assertThat(from <= text.length() && ours.find(from)).isFalse();
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a",
                        "b?",
                        "a+",
                        "(ab)*",
                        "\\s",
                        ".",
                        "[^a]",
                        "(?:a|ab)",
                        "\\b",
                        "\\.",
                        ".*?",
                        "\\R",
                        "|")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{02}", "a{02}", "a{1,02}", "a{00}", "a{0}", "a{2,10}"})
    void shouldCountBracesThatAreNoRepetitions(String regex) {
        assertThat((long) LinearPattern.compile(regex, 0).programSize())
                .isLessThanOrEqualTo(RegexCost.of(regex, regex, LinearPattern.MAX_COST));
    }

    @Property(tries = 5000)
    void shouldCompileOrRefuseAnyPatternWithinItsBound(
            @ForAll
                    @Chars({'a', '(', ')', '[', ']', '{', '}', '2', '0', ',', '*', '+', '?', '|'})
                    @Chars({
                        '\\', 'Q', 'E', 'x', 'p', 'L', '^', '$', ':', '-', 'd', '\uD83D', '<', 'u'
                    })
                    @StringLength(max = 14)
                    String regex) {
        int steps;
        try {
            steps = LinearPattern.compile(regex, 0).programSize();
        } catch (RegexException e) {
            assertThat(e).hasNoCause().hasMessageStartingWith("regular expression '");
            return;
        }
        assertThat((long) steps)
                .isLessThanOrEqualTo(RegexCost.of(regex, regex, LinearPattern.MAX_COST));
        try {
            LinearPattern.compileJava(regex, 0).search(regex).find(0);
        } catch (RegexException e) {
            assertThat(e).hasNoCause().hasMessageStartingWith("regular expression '");
        }
    }
}

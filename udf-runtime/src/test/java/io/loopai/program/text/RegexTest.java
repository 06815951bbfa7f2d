package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RegexTest {

    private static final Regex ORDER = Regex.ofIgnoringCase("order\\s+#?(\\d{4,8})(x)?");

    @Test
    void shouldFindFirstAllAndGroups() {
        assertThat(ORDER.find("About Order #12345")).isTrue();
        assertThat(ORDER.matches("About Order #12345")).isFalse();
        assertThat(ORDER.matches("ORDER 1234")).isTrue();
        assertThat(ORDER.first("About Order #12345")).isEqualTo("Order #12345");
        assertThat(ORDER.first("nothing")).isEmpty();
        assertThat(ORDER.group("About Order #12345", 1)).isEqualTo("12345");
        assertThat(ORDER.group("About Order #12345", 2)).isEmpty();
        assertThat(ORDER.group("About Order #12345", 3)).isEmpty();
        assertThat(ORDER.group("About Order #12345", -1)).isEmpty();
        assertThat(Regex.of("\\d+").all("3 of 14")).containsExactly("3", "14");
        assertThat(Regex.of("\\bfree\\b").count("free freedom free")).isEqualTo(2);
        assertThat(ORDER).hasToString("order\\s+#?(\\d{4,8})(x)?");
    }

    @Test
    void shouldReplaceWithGroups() {
        assertThat(Regex.of("\\d+").replaceAll("3 of 14", "#")).isEqualTo("# of #");
        assertThat(Regex.of("<b>(.*?)</b>").replaceAll("<b>x</b> <b>y</b>", "*$1*"))
                .isEqualTo("*x* *y*");
        assertThat(Regex.of("\\d+").replaceAll("3", "US$5, $0, \\$0, \\\\, $, \\"))
                .isEqualTo("US$5, 3, $0, \\, $, \\");
        assertThat(Regex.of("(a)").replaceAll("a", "$12")).isEqualTo("a2");
        assertThat(Regex.replaceFirst("a-b-c", "-", "+")).isEqualTo("a+b-c");
        assertThat(Regex.replaceAll("a-b-c", "-", "")).isEqualTo("abc");
        assertThat(Regex.matches("abc", "[a-c]+")).isTrue();
    }

    @Test
    void shouldStopReplacingBeforeTheResultExplodes() {
        String text = "a".repeat(1_000);
        String replaced = Regex.of("a").replaceAll(text, "b".repeat(1_000));
        assertThat(replaced).matches("b{64000}a{936}|b{65000}a{935}").hasSizeLessThan(66_001);
    }

    @Test
    void shouldStayLinearWhereEachMatchReadsToTheEnd() {
        // Unlimited, 300,000 matches would each read up to 300,000 characters.
        String text = "x".repeat(300_000);
        assertThat(Regex.of("x*y|x").count(text)).isBetween(1, 100);
        assertThat(Regex.of("x*y|x").replaceAll(text, "").length()).isBetween(299_900, 299_999);
    }

    @Test
    void shouldCountEveryOrdinaryMatchOfALongText() {
        assertThat(Regex.of("\\w+\\b").count("word ".repeat(100_000))).isEqualTo(100_000);
        assertThat(Regex.of("").count("a".repeat(100_000))).isEqualTo(100_001);
    }

    @Test
    void shouldRefuseLongPatterns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regex.of("a".repeat(1_001)))
                .withMessage(
                        "the regular expression has 1,001 characters, but at most 1,000 are allowed;"
                                + " use PhraseSet for long lists of words");
        assertThat(Regex.of("a".repeat(1_000)).cost()).isEqualTo(1_002);
    }

    @Test
    void shouldRefuseRepeatsThatMultiply() {
        for (String regex :
                new String[] {"((a{1000}){1000})", "(((a{999}){999}){999})", "(?:.{0,40}b){40}"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Regex.of(regex))
                    .withMessage(
                            "regular expression '"
                                    + regex
                                    + "' would take more than 1,500 steps per character,"
                                    + " because its repeats multiply; lower the counts in {…}");
        }
        assertThat(Regex.of("a{1000}").find("a".repeat(1_000))).isTrue();
        assertThat(Regex.of("\\x{1000}[{9999}]\\Q{9999}\\E").find("x")).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNotLinear() {
        refused("a(?=b)", "look-ahead");
        refused("a(?!b)", "look-ahead");
        refused("(?<=a)b", "look-behind");
        refused("(?<!a)b", "look-behind");
        refused("(a)\\1", "a back-reference");
        refused("(?<x>a)\\k<x>", "a back-reference");
        assertThat(Regex.of("[(?=\\]]").find("=")).isTrue();
        assertThat(Regex.of("\\Q(?=\\E").find("(?=")).isTrue();
        assertThat(Regex.of("\\\\1").find("\\1")).isTrue();
    }

    private static void refused(String regex, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regex.of(regex))
                .withMessage(
                        "regular expression '"
                                + regex
                                + "' has "
                                + what
                                + ", which cannot be matched in linear time;"
                                + " match without it and check the rest in code");
    }

    @Test
    void shouldRefuseMalformedPatterns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regex.of("(a"))
                .withMessage("regular expression '(a' is malformed: missing closing ) at '(a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regex.of("a++"))
                .withMessage(
                        "regular expression 'a++' is malformed:"
                                + " invalid nested repetition operator at '++'");
    }

    @Test
    void shouldRefuseManyGroups() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regex.of("(a)".repeat(33)))
                .withMessage(
                        "regular expression '"
                                + "(a)".repeat(33)
                                + "' has 33 groups, but at most 32 are allowed;"
                                + " write (?:…) where the group's text is not needed");
    }

    @Test
    void shouldShowNothingOfTheLibraryBehind() {
        for (Method method : Regex.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                assertThat(method.toGenericString()).doesNotContain("re2j");
            }
        }
    }

    @Property(tries = 2000)
    void shouldAgreeWithJavaOnSimplePatterns(
            @ForAll("simplePatterns") String regex,
            @ForAll @Chars({'a', 'b', ' ', '\n'}) @StringLength(max = 20) String text) {
        Regex ours = Regex.of(regex);
        Matcher java = Pattern.compile(regex).matcher(text);
        List<String> all = new ArrayList<>();
        while (java.find()) {
            all.add(java.group());
        }
        assertThat(ours.find(text)).isEqualTo(!all.isEmpty());
        assertThat(ours.all(text)).isEqualTo(all);
        assertThat(ours.count(text)).isEqualTo(all.size());
        assertThat(ours.first(text)).isEqualTo(all.isEmpty() ? "" : all.get(0));
        assertThat(ours.matches(text)).isEqualTo(java.matches());
        assertThat(ours.split(text)).isEqualTo(text.split(regex));
        assertThat(ours.replaceAll(text, "<$0>")).isEqualTo(text.replaceAll(regex, "<$0>"));
        assertThat(ours.replaceFirst(text, "")).isEqualTo(text.replaceFirst(regex, ""));
    }

    @Provide
    Arbitrary<String> simplePatterns() {
        Arbitrary<String> atom =
                Arbitraries.of("a", "b", " ", ".", "[ab]", "\\s", "\\w", "\\b", "(a|b)");
        Arbitrary<String> suffix = Arbitraries.of("", "", "", "{2}", "{1,2}");
        return net.jqwik.api.Combinators.combine(atom, suffix)
                .as((a, s) -> a.equals("\\b") ? a : a + s)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void shouldCompileOrRefuseAnyPatternWithinItsBound(
            @ForAll
                    @Chars({'a', '(', ')', '[', ']', '{', '}', '2', '0', ',', '*', '+', '?', '|'})
                    @Chars({
                        '\\', 'Q', 'E', 'x', 'p', 'L', '^', '$', ':', '-', 'd', '\uD83D', '<', 'P'
                    })
                    @StringLength(max = 14)
                    String regex) {
        Regex compiled;
        try {
            compiled = Regex.of(regex);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasNoCause().hasMessageStartingWith("regular expression '");
            return;
        }
        assertThat((long) compiled.cost()).isLessThanOrEqualTo(1_500);
        compiled.find(regex);
        compiled.replaceAll(regex, regex);
    }

    @Property
    void shouldAcceptEveryText(@ForAll String text, @ForAll String replacement) {
        Regex regex = Regex.ofIgnoringCase("(\\pL+)|[^a]$|(\\d)*");
        regex.count(text);
        regex.split(text);
        regex.replaceAll(text, replacement);
        regex.group(text, 1);
        assertThat(regex.first(text)).isSubstringOf(text);
    }
}

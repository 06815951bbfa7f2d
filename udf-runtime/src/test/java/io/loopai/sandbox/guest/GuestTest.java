package io.loopai.sandbox.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.sandbox.meter.Meter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guests, here on the host's own copy of the meter, against the JDK's classes. */
class GuestTest {

    @BeforeEach
    @BeforeTry
    void refuel() {
        new Meter().start(Long.MAX_VALUE / 2, 10_000, 100, 3_600_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\\|", "\\s+", "", "(,)", "[,;]", ";", "a|", "^", "\u00e9", "\\"})
    void shouldSplitAsTheJdkDoes(String regex) {
        if (regex.equals("\\")) {
            assertThatThrownBy(() -> Strings.split("a", regex))
                    .hasMessage(
                            "regular expression '\\' is malformed: trailing backslash at end of"
                                    + " expression");
            return;
        }
        for (String text : List.of("", ",", "a,b", ",a,,b,,", "a|b", " a  b ", "a;b\u00e9c")) {
            for (int limit = -1; limit <= 4; limit++) {
                assertThat(Strings.split(text, regex, limit)).isEqualTo(text.split(regex, limit));
            }
            assertThat(Strings.split(text, regex)).isEqualTo(text.split(regex));
            assertThat(Pattern.compile(regex).splitAsStream(text))
                    .containsExactlyElementsOf(
                            java.util.regex.Pattern.compile(regex).splitAsStream(text).toList());
        }
    }

    @Property(tries = 500)
    void shouldReplaceAsTheJdkDoes(
            @ForAll @Chars({'a', 'b', ' '}) @StringLength(max = 12) String text,
            @ForAll @Chars({'x', '$', '1', '2', '0', '\\', '{', 'n', '}'}) @StringLength(max = 5)
                    String replacement) {
        String regex = "(a)(?<n>b)?";
        assertThat(outcome(() -> Strings.replaceAll(text, regex, replacement)))
                .isEqualTo(outcome(() -> text.replaceAll(regex, replacement)));
        assertThat(outcome(() -> Strings.replaceFirst(text, regex, replacement)))
                .isEqualTo(outcome(() -> text.replaceFirst(regex, replacement)));
        assertThat(Strings.matches(text, regex)).isEqualTo(text.matches(regex));
    }

    private static String outcome(java.util.function.Supplier<String> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    @Test
    void shouldFindGroupsAndPositionsAsTheJdkDoes() {
        String text = "to 12 or 7 and 345";
        Matcher ours = Pattern.compile("(?<first>\\d)(\\d+)?").matcher(text);
        java.util.regex.Matcher jdk =
                java.util.regex.Pattern.compile("(?<first>\\d)(\\d+)?").matcher(text);
        while (jdk.find()) {
            assertThat(ours.find()).isTrue();
            assertThat(ours.group()).isEqualTo(jdk.group());
            assertThat(ours.group(2)).isEqualTo(jdk.group(2));
            assertThat(ours.group("first")).isEqualTo(jdk.group("first"));
            assertThat(ours.start(2)).isEqualTo(jdk.start(2));
            assertThat(ours.end("first")).isEqualTo(jdk.end("first"));
            assertThat(ours.start() + " " + ours.end()).isEqualTo(jdk.start() + " " + jdk.end());
        }
        assertThat(ours.find()).isFalse();
        assertThat(ours.find()).isFalse();
        assertThat(ours.find(5)).isTrue();
        assertThat(ours.group()).isEqualTo("7");
        assertThat(ours.reset("5").lookingAt()).isTrue();
        assertThat(ours.reset("5 ").matches()).isFalse();
        assertThatThrownBy(ours::group)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No match found");
        assertThat(ours.reset(text).results().map(MatchResult::group))
                .containsExactly("12", "7", "345");
        assertThat(ours.replaceAll(match -> "<" + match.group(1) + ">"))
                .isEqualTo("to <1> or <7> and <3>");
    }

    @Test
    void shouldAppendReplacementsOneByOne() {
        Matcher matcher = Pattern.compile("b").matcher("abcb");
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement("$"));
        }
        assertThat(matcher.appendTail(out)).hasToString("a$c$");
    }

    @Test
    void shouldTestWithPredicates() {
        assertThat(Pattern.compile("b").asPredicate()).accepts("abc").rejects("a");
        assertThat(Pattern.compile("b").asMatchPredicate()).accepts("b").rejects("abc");
        assertThat(Pattern.matches("B.", "B1")).isTrue();
        assertThat(Pattern.compile("B", Pattern.CASE_INSENSITIVE).matcher("b").matches()).isTrue();
        assertThat(Pattern.compile("B").matcher("b").matches()).isFalse();
        assertThat(Pattern.compile("a.b", Pattern.LITERAL).matcher("a.b").matches()).isTrue();
        assertThat(Pattern.quote("a.b")).isEqualTo("\\Qa.b\\E");
    }

    @Property(tries = 2000)
    void shouldChangeCaseAsTheJdkDoes(
            @ForAll
                    @Chars({'\u03a3', '\u0130', '\u00df', '\u0149', 'a', ' ', '.', '\'', '\uD83D'})
                    @CharRange(from = 'A', to = 'Z')
                    @CharRange(from = '\u0370', to = '\u03ff')
                    @StringLength(max = 40)
                    String text) {
        assertThat(Strings.toLowerCase(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
        assertThat(Strings.toUpperCase(text)).isEqualTo(text.toUpperCase(Locale.ROOT));
    }

    @Test
    void shouldChangeTheCaseOfLongTextsByPieces() {
        String text = "\u0130\u00df\uD801\uDC00 Stra\u00dfe ".repeat(700);
        assertThat(Strings.toLowerCase(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
        assertThat(Strings.toUpperCase(text)).isEqualTo(text.toUpperCase(Locale.ROOT));
        assertThat(Strings.toLowerCase("A\u03a3 ".repeat(5_000)))
                .isEqualTo("a\u03c2 ".repeat(5_000));
        assertThat(Strings.toLowerCase("\u03a3".repeat(5_000)))
                .isEqualTo("\u03c3".repeat(4_999) + "\u03c2");
    }

    /** A program that names a method which the stand-in lacks would die at that call. */
    @Test
    void shouldHaveEveryMethodThatTheAllowlistHas() throws Exception {
        for (Method method : Pattern.class.getDeclaredMethods()) {
            if (java.lang.reflect.Modifier.isPublic(method.getModifiers())) {
                assertThat(
                                java.util.regex.Pattern.class.getMethod(
                                        method.getName(), method.getParameterTypes()))
                        .isNotNull();
            }
        }
    }
}

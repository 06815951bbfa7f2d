package io.loopai.sandbox.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.sandbox.meter.Meter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-around, possessive quantifiers and atomic groups do exactly what Java's own engine does. */
class LookAroundTest {

    @BeforeEach
    @BeforeTry
    void refuel() {
        new Meter().start(Long.MAX_VALUE / 2, 10_000, 100, 3_600_000_000_000L);
    }

    @Property(tries = 20000)
    void shouldDoWhatJavaDoes(
            @ForAll("patterns") String regex,
            @ForAll("flags") int flags,
            @ForAll @Chars({'a', 'A', 'b', '1', ' ', '£'}) @StringLength(max = 12) String text) {
        Pattern ours = null;
        try {
            ours = Pattern.compile(regex, flags);
        } catch (java.util.regex.PatternSyntaxException refused) {
            assertThat(refused).hasMessageContaining("cannot be matched in linear time");
        }
        Assume.that(ours != null);
        compare(ours, java.util.regex.Pattern.compile(regex, flags), text);
    }

    /** In Java no line begins behind the last line break. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n", "\n", "\n\n", "a\n\nb\n", "a\nb"})
    void shouldBeginLinesWhereJavaDoes(String text) {
        String regex = "(?m)^(?!b)|(?<=b)$";
        compare(Pattern.compile(regex), java.util.regex.Pattern.compile(regex), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?<!\\d)1(?!\\d)",
                "(?<x>a)(?=b)",
                "(?i)(?<![A])b",
                "(?m)(?<=b)$|^(?=a)",
                "[^a-z]++|b+(?!1)",
                "(?>a|ab)(b?)",
                "(?:ab?)*+b?",
                "(?=.{0,3}\\b(?:ab|b)\\b)a",
                "(?!.*\\bb\\b)a",
                "(?<!£)(?=[^a])",
                "(?<=\\b|1)(a)|(?!b)"
            })
    void shouldDoWhatJavaDoesOnEveryShortText(String regex) {
        Pattern ours = Pattern.compile(regex);
        java.util.regex.Pattern jdk = java.util.regex.Pattern.compile(regex);
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < texts.size() && texts.get(i).length() < 5; i++) {
            for (String c : List.of("a", "b", "1", " ", "£")) {
                texts.add(texts.get(i) + c);
            }
        }
        texts.forEach(text -> compare(ours, jdk, text));
    }

    void compare(Pattern ours, java.util.regex.Pattern java, String text) {
        refuel();
        Matcher our = ours.matcher(text);
        java.util.regex.Matcher their = java.matcher(text);
        String what = "'" + java + "' on '" + text + "'";
        while (their.find()) {
            assertThat(our.find()).as(what).isTrue();
            assertThat(bounds(our)).as(what).isEqualTo(bounds(their));
        }
        assertThat(our.find()).as(what).isFalse();
        assertThat(our.matches()).as(what).isEqualTo(their.matches());
        assertThat(our.lookingAt()).as(what).isEqualTo(their.lookingAt());
        for (int from = 0; from <= text.length(); from++) {
            assertThat(our.find(from)).as(what).isEqualTo(their.find(from));
        }
        assertThat(our.replaceAll("<$0>")).as(what).isEqualTo(their.replaceAll("<$0>"));
        assertThat(ours.split(text)).as(what).isEqualTo(java.split(text));
        assertThat(ours.split(text, 2)).as(what).isEqualTo(java.split(text, 2));
    }

    private static List<Integer> bounds(java.util.regex.MatchResult match) {
        List<Integer> bounds = new ArrayList<>();
        for (int group = 0; group <= match.groupCount(); group++) {
            bounds.add(match.start(group));
            bounds.add(match.end(group));
        }
        return bounds;
    }

    @Provide
    Arbitrary<Integer> flags() {
        int ignoringCase = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return Arbitraries.of(0, 0, ignoringCase, Pattern.DOTALL);
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> atom = Arbitraries.of("a", "b", "\\d", "[^a]", "[ab]", ".", "\\w", "£");
        Arbitrary<String> times =
                Arbitraries.of("", "", "?", "*", "+", "{1,2}", "*?", "?+", "*+", "++", "{1,2}+");
        Arbitrary<String> word = atom.list().ofMinSize(1).ofMaxSize(2).map(l -> String.join("", l));
        Arbitrary<String> words =
                word.list().ofMinSize(1).ofMaxSize(2).map(l -> String.join("|", l));
        Arbitrary<String> look =
                Arbitraries.of("(?=", "(?!", "(?<=", "(?<!")
                        .flatMap(open -> words.map(w -> open + w + ")"));
        Arbitrary<String> repeated = atom.flatMap(a -> times.map(t -> a + t));
        Arbitrary<String> group =
                Arbitraries.of("(", "(?:", "(?>").flatMap(open -> words.map(w -> open + w + ")"));
        Arbitrary<String> possessive =
                words.flatMap(w -> Arbitraries.of("?+", "*+", "++").map(t -> "(?:" + w + ")" + t));
        Arbitrary<String> part =
                Arbitraries.oneOf(
                        List.of(
                                look,
                                repeated,
                                repeated,
                                group,
                                possessive,
                                Arbitraries.of("\\b", "^", "|", "$")));
        return part.list().ofMinSize(1).ofMaxSize(5).map(parts -> String.join("", parts));
    }
}
